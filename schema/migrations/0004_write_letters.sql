-- Writes letters: drafted from a template, reviewed, made final, and said to be sent.
--
-- A row may be amended until the letter is final, and the ledger keeps each reading; no row is ever removed.

CREATE TABLE letter (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    template TEXT NOT NULL,
    to_name TEXT NOT NULL,
    to_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'final', 'sent', 'withdrawn')),
    names_agreed TEXT NOT NULL CHECK (json_valid(names_agreed)),
    drafted_at TEXT NOT NULL,
    drafted_by TEXT NOT NULL,
    final_at TEXT,
    final_by TEXT,
    sent_at TEXT,
    sent_how TEXT NOT NULL,
    withdrawn_at TEXT,
    withdrawn_why TEXT NOT NULL
) STRICT;
CREATE INDEX ix_letter_case_id ON letter (case_id);

CREATE TRIGGER letter_stays BEFORE DELETE ON letter
BEGIN
    SELECT RAISE(ABORT, 'no record is ever removed');
END;

CREATE TRIGGER letter_is_final BEFORE UPDATE OF to_name, to_address, subject, words ON letter
WHEN OLD.state <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'a letter that is final keeps its words');
END;
