-- Keeps the registers that school policies ask for: accounts, relationships, approvals, deviations, online checks;
-- and in a case what was asked to be taken down or hidden, and which accounts were reported as too young.
--
-- A row may be amended, and the ledger keeps each reading; no row is ever removed.

CREATE TABLE channel (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('applied', 'approved', 'refused', 'closed')),
    why TEXT NOT NULL,
    review_on TEXT,
    review_words TEXT NOT NULL,
    ended_on TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    purpose TEXT NOT NULL,
    audience TEXT NOT NULL,
    promoted TEXT NOT NULL,
    reach TEXT NOT NULL CHECK (reach IN ('', 'open', 'closed')),
    master TEXT NOT NULL,
    run_by TEXT NOT NULL CHECK (json_valid(run_by)),
    posted_by TEXT NOT NULL CHECK (json_valid(posted_by)),
    left_school TEXT NOT NULL CHECK (json_valid(left_school)),
    trained TEXT NOT NULL,
    watched_by TEXT NOT NULL,
    watched_in_holidays TEXT NOT NULL,
    school_owns INTEGER NOT NULL CHECK (school_owns IN (0, 1)),
    school_oversees INTEGER NOT NULL CHECK (school_oversees IN (0, 1)),
    rights_limited INTEGER NOT NULL CHECK (rights_limited IN (0, 1)),
    risk TEXT NOT NULL,
    risk_on TEXT,
    applied_by TEXT NOT NULL,
    approvals TEXT NOT NULL CHECK (json_valid(approvals)),
    opened_on TEXT,
    password_place TEXT NOT NULL,
    mfa TEXT NOT NULL CHECK (mfa IN ('', 'yes', 'no')),
    mfa_on TEXT,
    privacy_notice TEXT NOT NULL CHECK (privacy_notice IN ('', 'yes', 'no')),
    privacy_notice_on TEXT,
    voice_for TEXT NOT NULL,
    voice_since TEXT
) STRICT;

CREATE TABLE relationship (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('declared', 'agreed', 'ended')),
    why TEXT NOT NULL,
    review_on TEXT,
    review_words TEXT NOT NULL,
    ended_on TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    whose TEXT NOT NULL,
    what TEXT NOT NULL,
    whom TEXT NOT NULL,
    whom_is TEXT NOT NULL CHECK (whom_is IN ('pupil', 'former-pupil', 'family')),
    words TEXT NOT NULL,
    declared_to TEXT NOT NULL,
    declared_on TEXT NOT NULL,
    boundary TEXT NOT NULL,
    safeguards TEXT NOT NULL,
    agreed_by TEXT NOT NULL,
    agreed_on TEXT
) STRICT;

CREATE TABLE approval (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('asked', 'given', 'refused', 'ended')),
    why TEXT NOT NULL,
    review_on TEXT,
    review_words TEXT NOT NULL,
    ended_on TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('contact', 'former-pupil', 'welfare', 'exception', 'second-reader')),
    whose TEXT NOT NULL,
    whom TEXT NOT NULL,
    scope TEXT NOT NULL,
    reason TEXT NOT NULL,
    expires_on TEXT,
    pictures INTEGER NOT NULL CHECK (pictures IN (0, 1)),
    images_list_on TEXT,
    consent_on TEXT,
    decided_by TEXT NOT NULL,
    decided_on TEXT,
    decided_words TEXT NOT NULL
) STRICT;

CREATE TABLE deviation (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('told', 'answered', 'ended')),
    why TEXT NOT NULL,
    review_on TEXT,
    review_words TEXT NOT NULL,
    ended_on TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    whose TEXT NOT NULL,
    rule TEXT NOT NULL,
    done TEXT NOT NULL,
    justification TEXT NOT NULL,
    done_on TEXT,
    told TEXT NOT NULL,
    told_on TEXT NOT NULL,
    advice TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    answered_on TEXT
) STRICT;

CREATE TABLE onlinecheck (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('kept', 'ended')),
    why TEXT NOT NULL,
    review_on TEXT,
    review_words TEXT NOT NULL,
    ended_on TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    whose TEXT NOT NULL,
    whose_part TEXT NOT NULL CHECK (whose_part IN ('applicant', 'staff', 'governor', 'volunteer')),
    post TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    looked_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    told TEXT NOT NULL,
    told_on TEXT,
    informed TEXT NOT NULL
) STRICT;

CREATE TABLE removal (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL CHECK (what IN ('asked', 'hidden', 'deleted', 'blocked')),
    kept TEXT NOT NULL,
    site TEXT NOT NULL,
    channel TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    whom TEXT NOT NULL,
    words TEXT NOT NULL,
    at TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_removal_case_id ON removal (case_id);

CREATE TABLE underagereport (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    whose TEXT NOT NULL,
    platform TEXT NOT NULL,
    account TEXT NOT NULL,
    channel TEXT NOT NULL,
    words TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    parents_told TEXT NOT NULL,
    parents_told_on TEXT,
    not_told_why TEXT NOT NULL,
    complaint_told INTEGER NOT NULL CHECK (complaint_told IN (0, 1)),
    reported_at TEXT NOT NULL,
    their_reference TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_underagereport_case_id ON underagereport (case_id);

CREATE TRIGGER channel_stays BEFORE DELETE ON channel
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER relationship_stays BEFORE DELETE ON relationship
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER approval_stays BEFORE DELETE ON approval
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER deviation_stays BEFORE DELETE ON deviation
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER onlinecheck_stays BEFORE DELETE ON onlinecheck
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER removal_stays BEFORE DELETE ON removal
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER underagereport_stays BEFORE DELETE ON underagereport
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
