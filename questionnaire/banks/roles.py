"""Who answers, in words, as it stands in lists and heads of columns."""

from questionnaire.banks.model import Respondent
from questionnaire.translation import N_

ROLE_WORDS = {
    Respondent.MANAGEMENT: N_("management"),
    Respondent.WORKER_REPRESENTATIVE: N_("worker representative"),
    Respondent.UNION: N_("union"),
    Respondent.WORKERS: N_("workers"),
    Respondent.BRAND: N_("brand"),
}
WORKERS_SIDE = (Respondent.WORKER_REPRESENTATIVE, Respondent.UNION, Respondent.WORKERS)
