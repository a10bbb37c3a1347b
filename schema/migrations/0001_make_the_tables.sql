-- Makes the tables of a compartment: the ledger that can be proved, the records that people read, and the finder.
--
-- The ledger and its values only ever grow; a row of an immutable kind stays as it was written. The triggers at the end
-- refuse anything else, whichever program holds the key.

CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    verb TEXT NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    values_hash BLOB NOT NULL CHECK (length(values_hash) = 32),
    leaf BLOB NOT NULL UNIQUE CHECK (length(leaf) = 32),
    prev_size INTEGER NOT NULL CHECK (prev_size = seq - 1),
    prev_root BLOB NOT NULL CHECK (length(prev_root) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE INDEX ledger_by_object ON ledger (object_id);

CREATE TABLE ledger_values (
    seq INTEGER PRIMARY KEY REFERENCES ledger (seq),
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    body TEXT NOT NULL
) STRICT;

-- The hashes of the tree's complete subtrees, so that an entry costs a few hashes however long the log is.
CREATE TABLE ledger_node (
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    compartment TEXT NOT NULL,
    school TEXT NOT NULL,
    profile TEXT NOT NULL,
    calendar TEXT NOT NULL,
    idle_minutes INTEGER NOT NULL CHECK (idle_minutes BETWEEN 1 AND 60),
    drop_secret TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE "user" (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    short TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    full_name TEXT NOT NULL,
    sign_key TEXT NOT NULL,
    seal_key TEXT NOT NULL,
    holds TEXT NOT NULL CHECK (json_valid(holds)),
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE "case" (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    reference TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'awaiting-second', 'closed')),
    severity INTEGER CHECK (severity BETWEEN 1 AND 5),
    owner TEXT,
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    review_on TEXT,
    review_rule TEXT NOT NULL,
    legal_hold TEXT NOT NULL
) STRICT;
CREATE INDEX ix_case_opened_at ON "case" (opened_at);
CREATE INDEX ix_case_status ON "case" (status);

CREATE TABLE incident (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    words TEXT NOT NULL,
    happened_from TEXT,
    happened_to TEXT,
    precision TEXT NOT NULL CHECK (precision IN ('exact', 'about', 'between', 'unknown')),
    happened_typed TEXT NOT NULL,
    known_at TEXT NOT NULL,
    known_to TEXT NOT NULL,
    medium TEXT NOT NULL,
    site_platform TEXT NOT NULL,
    site_url TEXT NOT NULL,
    site_handle TEXT NOT NULL,
    site_account_id TEXT NOT NULL,
    site_place TEXT NOT NULL,
    site_audience TEXT NOT NULL,
    seen_how TEXT NOT NULL,
    reported_by_name TEXT NOT NULL,
    reported_by_kind TEXT NOT NULL,
    concerns TEXT NOT NULL CHECK (json_valid(concerns)),
    signs TEXT NOT NULL CHECK (json_valid(signs)),
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_incident_case_id ON incident (case_id);

CREATE TABLE person (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    name TEXT NOT NULL,
    person_kind TEXT NOT NULL,
    born TEXT,
    age INTEGER,
    year_group TEXT NOT NULL,
    social_worker TEXT NOT NULL,
    not_to_be_told TEXT NOT NULL,
    "user" TEXT NOT NULL
) STRICT;
CREATE INDEX ix_person_name ON person (name);

CREATE TABLE involvement (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    incident_id TEXT NOT NULL REFERENCES incident (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL CHECK (role IN ('target', 'alleged', 'reporter', 'witness', 'bystander')),
    person_kind TEXT NOT NULL,
    age INTEGER
) STRICT;
CREATE INDEX ix_involvement_case_id ON involvement (case_id);
CREATE INDEX ix_involvement_incident_id ON involvement (incident_id);
CREATE INDEX ix_involvement_person_id ON involvement (person_id);

CREATE TABLE carer (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    relationship_words TEXT NOT NULL,
    parental_responsibility INTEGER CHECK (parental_responsibility IN (0, 1)),
    must_not_be_told TEXT NOT NULL
) STRICT;
CREATE INDEX ix_carer_case_id ON carer (case_id);
CREATE INDEX ix_carer_person_id ON carer (person_id);

CREATE TABLE wish (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    whose TEXT NOT NULL,
    about TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unsure')),
    words TEXT NOT NULL,
    limits_explained INTEGER NOT NULL CHECK (limits_explained IN (0, 1)),
    expressed_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    answered_words TEXT NOT NULL,
    answered_at TEXT,
    answered_by TEXT
) STRICT;
CREATE INDEX ix_wish_case_id ON wish (case_id);

CREATE TABLE sealedfile (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    purpose TEXT NOT NULL,
    generation INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    sealed_size INTEGER NOT NULL,
    sealed_sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE exhibit (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL,
    sealed_id TEXT REFERENCES sealedfile (id),
    description TEXT NOT NULL,
    original_name TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    captured_at TEXT,
    captured_by TEXT NOT NULL,
    source TEXT NOT NULL,
    device TEXT NOT NULL,
    device_clock TEXT NOT NULL,
    file_time TEXT,
    gate_answer TEXT NOT NULL CHECK (gate_answer = 'no'),
    same_as TEXT NOT NULL,
    where_kept TEXT NOT NULL,
    disposal TEXT NOT NULL,
    disposal_words TEXT NOT NULL,
    lodged_at TEXT NOT NULL,
    lodged_by TEXT NOT NULL,
    UNIQUE (case_id, reference)
) STRICT;
CREATE INDEX ix_exhibit_case_id ON exhibit (case_id);

CREATE TABLE custody (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    exhibit_id TEXT NOT NULL REFERENCES exhibit (id),
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    from_whom TEXT NOT NULL,
    to_whom TEXT NOT NULL,
    why TEXT NOT NULL,
    receipt TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_custody_case_id ON custody (case_id);
CREATE INDEX ix_custody_exhibit_id ON custody (exhibit_id);

CREATE TABLE assessment (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    edition TEXT NOT NULL,
    question TEXT NOT NULL CHECK (json_valid(question)),
    answer TEXT NOT NULL CHECK (json_valid(answer)),
    severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 5),
    override_reason TEXT NOT NULL,
    assessed_at TEXT NOT NULL,
    assessed_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_assessment_case_id ON assessment (case_id);

CREATE TABLE action (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    assessment_id TEXT REFERENCES assessment (id),
    route TEXT NOT NULL,
    duty TEXT NOT NULL CHECK (duty IN ('must', 'one-of', 'should', 'consider')),
    "group" TEXT NOT NULL,
    clock TEXT NOT NULL,
    due_by TEXT NOT NULL,
    because TEXT NOT NULL CHECK (json_valid(because)),
    words TEXT NOT NULL,
    owner TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'ruled-out', 'superseded')),
    outcome TEXT NOT NULL,
    outside_reference TEXT NOT NULL,
    done_at TEXT,
    done_by TEXT NOT NULL,
    done_with TEXT NOT NULL,
    ruled_out_reason TEXT NOT NULL,
    ruled_out_authority TEXT NOT NULL,
    ruled_out_at TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_action_case_id ON action (case_id);
CREATE INDEX ix_action_due_by ON action (due_by);
CREATE INDEX ix_action_state ON action (state);

CREATE TABLE referral (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL CHECK (what IN ('referral', 'advice')),
    route TEXT NOT NULL,
    agency TEXT NOT NULL,
    person TEXT NOT NULL,
    at TEXT NOT NULL,
    words TEXT NOT NULL,
    their_reference TEXT NOT NULL,
    incident_log TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_referral_case_id ON referral (case_id);

CREATE TABLE decision (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL,
    why TEXT NOT NULL,
    about TEXT NOT NULL,
    seconded_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    decided_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_decision_case_id ON decision (case_id);

CREATE TABLE note (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL,
    at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_note_case_id ON note (case_id);

CREATE TABLE correction (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    target_kind TEXT NOT NULL,
    target_id TEXT NOT NULL,
    target_reference TEXT NOT NULL,
    field TEXT NOT NULL,
    reading TEXT NOT NULL,
    earlier TEXT NOT NULL,
    why TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_correction_case_id ON correction (case_id);

CREATE TABLE closing (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    outcome TEXT NOT NULL,
    outcome_words TEXT NOT NULL,
    told_reporter TEXT NOT NULL,
    needs_second INTEGER NOT NULL CHECK (needs_second IN (0, 1)),
    proposed_at TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'closed', 'returned', 'reopened')),
    seconded_at TEXT,
    seconded_by TEXT,
    second_words TEXT NOT NULL,
    reopened_at TEXT,
    reopened_by TEXT,
    reopened_reason TEXT NOT NULL
) STRICT;
CREATE INDEX ix_closing_case_id ON closing (case_id);

CREATE TABLE release (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    reference TEXT NOT NULL UNIQUE,
    bundle TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL,
    recipient TEXT NOT NULL,
    purpose TEXT NOT NULL,
    basis TEXT NOT NULL,
    seal TEXT NOT NULL CHECK (seal IN ('zip', 'none')),
    exhibits TEXT NOT NULL CHECK (json_valid(exhibits)),
    file_count INTEGER NOT NULL,
    log_size INTEGER NOT NULL,
    log_root TEXT NOT NULL,
    statement TEXT NOT NULL,
    wish_overridden TEXT NOT NULL,
    released_at TEXT NOT NULL,
    released_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_release_case_id ON release (case_id);

CREATE TABLE withholding (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    release_id TEXT NOT NULL REFERENCES release (id),
    what TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;
CREATE INDEX ix_withholding_case_id ON withholding (case_id);
CREATE INDEX ix_withholding_release_id ON withholding (release_id);

CREATE TABLE support (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES "case" (id),
    for_whom TEXT NOT NULL,
    offered TEXT NOT NULL,
    taken TEXT NOT NULL,
    offered_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX ix_support_case_id ON support (case_id);

-- What a search looks through: the words of every record, kept by the same transaction that keeps the record.
CREATE VIRTUAL TABLE finder USING fts5 (
    words, case_id UNINDEXED, kind UNINDEXED, object_id UNINDEXED,
    tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE TABLE finder_place (
    object_id TEXT PRIMARY KEY NOT NULL,
    place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_keeps BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_node_keeps BEFORE UPDATE ON ledger_node
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_node_stays BEFORE DELETE ON ledger_node
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_values_keeps BEFORE UPDATE ON ledger_values
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_values_stays BEFORE DELETE ON ledger_values
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER settings_stays BEFORE DELETE ON settings
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER user_stays BEFORE DELETE ON "user"
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER case_stays BEFORE DELETE ON "case"
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER incident_keeps BEFORE UPDATE ON incident
BEGIN SELECT RAISE(ABORT, 'this kind of record never changes'); END;
CREATE TRIGGER incident_stays BEFORE DELETE ON incident
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER person_stays BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER involvement_keeps BEFORE UPDATE ON involvement
BEGIN SELECT RAISE(ABORT, 'this kind of record never changes'); END;
CREATE TRIGGER involvement_stays BEFORE DELETE ON involvement
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER carer_stays BEFORE DELETE ON carer
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER wish_stays BEFORE DELETE ON wish
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER sealedfile_keeps BEFORE UPDATE ON sealedfile
BEGIN SELECT RAISE(ABORT, 'this kind of record never changes'); END;
CREATE TRIGGER sealedfile_stays BEFORE DELETE ON sealedfile
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER exhibit_stays BEFORE DELETE ON exhibit
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER custody_keeps BEFORE UPDATE ON custody
BEGIN SELECT RAISE(ABORT, 'this kind of record never changes'); END;
CREATE TRIGGER custody_stays BEFORE DELETE ON custody
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER assessment_keeps BEFORE UPDATE ON assessment
BEGIN SELECT RAISE(ABORT, 'this kind of record never changes'); END;
CREATE TRIGGER assessment_stays BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER action_stays BEFORE DELETE ON action
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER referral_stays BEFORE DELETE ON referral
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER decision_keeps BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'this kind of record never changes'); END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER note_keeps BEFORE UPDATE ON note
BEGIN SELECT RAISE(ABORT, 'this kind of record never changes'); END;
CREATE TRIGGER note_stays BEFORE DELETE ON note
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER correction_keeps BEFORE UPDATE ON correction
BEGIN SELECT RAISE(ABORT, 'this kind of record never changes'); END;
CREATE TRIGGER correction_stays BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER closing_stays BEFORE DELETE ON closing
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER release_stays BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER withholding_keeps BEFORE UPDATE ON withholding
BEGIN SELECT RAISE(ABORT, 'this kind of record never changes'); END;
CREATE TRIGGER withholding_stays BEFORE DELETE ON withholding
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
CREATE TRIGGER support_stays BEFORE DELETE ON support
BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
