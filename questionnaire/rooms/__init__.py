"""The rooms behind the one door: each subject of the work, opened by the workspace with the store it needs."""
