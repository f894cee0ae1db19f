BEGIN TRANSACTION;
CREATE TABLE answer (
	id VARCHAR NOT NULL, 
	interview VARCHAR NOT NULL, 
	question VARCHAR NOT NULL, 
	value TEXT, 
	reason VARCHAR, 
	note TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	marked BOOLEAN NOT NULL, 
	revision INTEGER NOT NULL, 
	CONSTRAINT pk_answer PRIMARY KEY (id), 
	CONSTRAINT uq_answer_interview_question UNIQUE (interview, question), 
	CONSTRAINT fk_answer_interview FOREIGN KEY(interview) REFERENCES interview (id)
);
INSERT INTO "answer" VALUES('01a2037e-5885-76aa-b79d-ba9829e9b355','01a2037e-5875-7371-bde8-b6730a905661','union-present','"yes"',NULL,'says the manager','[{"state":"promised","what":"list of meetings"}]',0,1);
INSERT INTO "answer" VALUES('01a2037e-5886-714a-a38a-35f9b8369652','01a2037e-5875-7371-bde8-b6730a905661','workers-total','1200',NULL,'','[]',0,1);
CREATE TABLE finding (
	interview VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	severity VARCHAR NOT NULL, 
	question VARCHAR, 
	check_id VARCHAR, 
	CONSTRAINT pk_finding PRIMARY KEY (interview, "key"), 
	CONSTRAINT fk_finding_interview FOREIGN KEY(interview) REFERENCES interview (id)
);
INSERT INTO "finding" VALUES('01a2037e-5875-7371-bde8-b6730a905661','claim:union-present:2','claim','medium','union-present',NULL);
CREATE TABLE history (
	id VARCHAR NOT NULL, 
	interview VARCHAR NOT NULL, 
	question VARCHAR NOT NULL, 
	at TEXT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	take_over VARCHAR, 
	seconds INTEGER, 
	CONSTRAINT pk_history PRIMARY KEY (id), 
	CONSTRAINT fk_history_interview FOREIGN KEY(interview) REFERENCES interview (id), 
	CONSTRAINT fk_history_take_over FOREIGN KEY(take_over) REFERENCES take_over (id)
);
INSERT INTO "history" VALUES('01a2037e-5885-76aa-b79d-ba9789bcf82e','01a2037e-5875-7371-bde8-b6730a905661','union-present','2026-11-02T09:30:07.000000+00:00','buyer','{}','{"value":"yes","note":"says the manager","evidence":[{"state":"promised","what":"list of meetings"}]}',NULL,1);
INSERT INTO "history" VALUES('01a2037e-5886-714a-a38a-35f83de19d87','01a2037e-5875-7371-bde8-b6730a905661','workers-total','2026-11-02T09:30:10.000000+00:00','buyer','{}','{"value":1200}',NULL,1);
CREATE TABLE interview (
	id VARCHAR NOT NULL, 
	round VARCHAR NOT NULL, 
	release VARCHAR NOT NULL, 
	respondent VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	short_form BOOLEAN NOT NULL, 
	context VARCHAR NOT NULL, 
	started_at TEXT NOT NULL, 
	finished_at TEXT, 
	changed_at TEXT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at_question VARCHAR, 
	revision INTEGER NOT NULL, 
	asked INTEGER NOT NULL, 
	answered INTEGER NOT NULL, 
	high INTEGER NOT NULL, 
	medium INTEGER NOT NULL, 
	low INTEGER NOT NULL, 
	CONSTRAINT pk_interview PRIMARY KEY (id), 
	CONSTRAINT fk_interview_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_interview_release FOREIGN KEY(release) REFERENCES release (id)
);
INSERT INTO "interview" VALUES('01a2037e-5875-7371-bde8-b6730a905661','01a2037e-5877-74a3-8195-4e16060e5cbe','01a2037e-5879-7235-ac74-cf47dfd3490b','management','en',0,'{"respondent":"management","today":"2026-11-02","short_form":false,"country":"BD","workers":1200,"country_facts":{"c87":1972,"c98":1972,"c135":"no","rating":"5","union_regime":"plural"}}','2026-11-02T09:30:02.000000+00:00','2026-11-02T09:30:11.000000+00:00','2026-11-02T09:30:12.000000+00:00','buyer','workers-total',4,7,2,0,1,0);
CREATE TABLE problem (
	id VARCHAR NOT NULL, 
	interview VARCHAR NOT NULL, 
	question VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	remark TEXT NOT NULL, 
	at TEXT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_problem PRIMARY KEY (id), 
	CONSTRAINT fk_problem_interview FOREIGN KEY(interview) REFERENCES interview (id)
);
CREATE TABLE release (
	id VARCHAR NOT NULL, 
	bank VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	content TEXT NOT NULL, 
	read_at TEXT NOT NULL, 
	CONSTRAINT pk_release PRIMARY KEY (id), 
	CONSTRAINT uq_release_bank_version UNIQUE (bank, version)
);
INSERT INTO "release" VALUES('01a2037e-5879-7235-ac74-cf47dfd3490b','tiny','1','5fcbe13b2060a9b7e62ac1ea3be34dbb7e1f5e7c6b4c3d19b81a4bff615178c6','{"id":"tiny","version":"1","languages":["en","nl"],"title":{"en":"Tiny","nl":"Klein"},"sections":[{"id":"union","title":{"en":"Union","nl":"Vakbond"},"questions":[{"id":"workers-total","ask":{"en":"How many workers?","nl":"Hoeveel werknemers?"},"answer":"number","min":0,"whole":true,"short_form":true},{"id":"union-present","ask":{"en":"Is there a union?","nl":"Is er een vakbond?"},"answer":"yes-no","short_form":true,"flags":[{"when":{"type":"where","name":"union-present","test":{"type":"any-word","words":["no"]}},"severity":"high","because":{"en":"No union.","nl":"Geen vakbond."}},{"when":{"type":"where","name":"union-present","test":{"type":"any-word","words":["yes"]}},"severity":"medium","because":{"en":"A claim.","nl":"Een bewering."},"without_evidence":true},{"when":{"type":"where","name":"union-present","test":{"type":"any-word","words":["refused"]}},"severity":"low","because":{"en":"Refused.","nl":"Geweigerd."}}],"probes":[{"when":{"type":"where","name":"union-present","test":{"type":"any-word","words":["yes","partly"]}},"questions":[{"id":"members","ask":{"en":"How many members?","nl":"Hoeveel leden?"},"answer":"number","flags":[{"when":{"type":"where","name":"density","test":{"type":"compared","how":"above","bound":100}},"severity":"low","because":{"en":"Too many.","nl":"Te veel."}}]},{"id":"union-name","ask":{"en":"Its name?","nl":"De naam?"},"answer":"text"}]}]},{"id":"chosen","ask":{"en":"How were they chosen?","nl":"Hoe zijn ze gekozen?"},"answer":"choice","choices":[{"id":"ballot","label":{"en":"By ballot","nl":"Met stembiljetten"}},{"id":"named","label":{"en":"Named","nl":"Aangewezen"}}],"ask_if":{"type":"where","name":"union-present","test":{"type":"not-test","test":{"type":"any-word","words":["no"]}}}},{"id":"kinds","ask":{"en":"Which bodies?","nl":"Welke organen?"},"answer":"choices","choices":[{"id":"council","label":{"en":"Council","nl":"Raad"}},{"id":"committee","label":{"en":"Committee","nl":"Commissie"}}]},{"id":"since","ask":{"en":"Since when?","nl":"Sinds wanneer?"},"answer":"date"}]}],"figures":[{"id":"density","title":{"en":"Members","nl":"Leden"},"kind":"percent","of":["members","workers-total"]}],"checks":[{"id":"named-yet-free","when":{"type":"all","conditions":[{"type":"where","name":"union-present","test":{"type":"any-word","words":["yes"]}},{"type":"where","name":"chosen","test":{"type":"any-word","words":["named"]}}]},"severity":"high","because":{"en":"These do not fit.","nl":"Dit past niet."},"ask_next":{"en":"Who named them?","nl":"Wie wees ze aan?"}}]}','2026-11-02T09:30:02.000000+00:00');
CREATE TABLE round (
	id VARCHAR NOT NULL, 
	supplier VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	opened_at TEXT NOT NULL, 
	closed_at TEXT, 
	CONSTRAINT pk_round PRIMARY KEY (id), 
	CONSTRAINT uq_round_supplier_name UNIQUE (supplier, name), 
	CONSTRAINT fk_round_supplier FOREIGN KEY(supplier) REFERENCES supplier (id)
);
INSERT INTO "round" VALUES('01a2037e-5877-74a3-8195-4e16060e5cbe','01a2037e-585b-768f-a43a-9b56c826d21b','2026','2026-11-02T09:30:02.000000+00:00',NULL);
CREATE TABLE schema_version (
	version INTEGER NOT NULL, 
	applied_at TEXT NOT NULL, 
	CONSTRAINT pk_schema_version PRIMARY KEY (version)
);
INSERT INTO "schema_version" VALUES(1,'2026-11-22T13:42:21.524888+00:00');
CREATE TABLE set_aside (
	id VARCHAR NOT NULL, 
	take_over VARCHAR NOT NULL, 
	question VARCHAR NOT NULL, 
	answer TEXT NOT NULL, 
	CONSTRAINT pk_set_aside PRIMARY KEY (id), 
	CONSTRAINT fk_set_aside_take_over FOREIGN KEY(take_over) REFERENCES take_over (id)
);
CREATE TABLE supplier (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	country VARCHAR, 
	address TEXT NOT NULL, 
	os_id VARCHAR, 
	workers INTEGER, 
	contact_role VARCHAR NOT NULL, 
	added_at TEXT NOT NULL, 
	CONSTRAINT pk_supplier PRIMARY KEY (id)
);
INSERT INTO "supplier" VALUES('01a2037e-585b-768f-a43a-9b56c826d21b','Voorbeeld Knit','BD','',NULL,1200,'','2026-11-02T09:30:01.000000+00:00');
CREATE TABLE take_over (
	id VARCHAR NOT NULL, 
	interview VARCHAR NOT NULL, 
	"before" VARCHAR NOT NULL, 
	"after" VARCHAR NOT NULL, 
	at TEXT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_take_over PRIMARY KEY (id), 
	CONSTRAINT fk_take_over_interview FOREIGN KEY(interview) REFERENCES interview (id), 
	CONSTRAINT fk_take_over_before FOREIGN KEY("before") REFERENCES release (id), 
	CONSTRAINT fk_take_over_after FOREIGN KEY("after") REFERENCES release (id)
);
CREATE INDEX ix_interview_round ON interview (round);
CREATE INDEX ix_take_over_interview ON take_over (interview);
CREATE INDEX ix_problem_interview ON problem (interview);
CREATE INDEX ix_set_aside_take_over ON set_aside (take_over);
CREATE INDEX ix_history_interview ON history (interview);
COMMIT;
