-- Tells more of a case: how a contact began and went on, how far it spread, how it was meant; what each route was told
-- by name; who covers for whom; due times that were moved; when something was entered apart from when it was done;
-- lessons and the day a closed case is looked at again.

ALTER TABLE incident ADD COLUMN contact_begun_by TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN contact_answered TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN contact_automatic INTEGER CHECK (contact_automatic IN (0, 1));
ALTER TABLE incident ADD COLUMN exchanges TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(exchanges));
ALTER TABLE incident ADD COLUMN site_thread_kept TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN spread_shared TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN spread_lasting TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN bullying_does TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(bullying_does));
ALTER TABLE incident ADD COLUMN bullying_for_power TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN intent TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN near_miss INTEGER CHECK (near_miss IN (0, 1));
ALTER TABLE incident ADD COLUMN reported_by_themselves INTEGER CHECK (reported_by_themselves IN (0, 1));
ALTER TABLE incident ADD COLUMN already_done TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(already_done));
ALTER TABLE incident ADD COLUMN policies TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(policies));

ALTER TABLE "case" ADD COLUMN cover TEXT;
ALTER TABLE "case" ADD COLUMN cover_until TEXT;

ALTER TABLE action ADD COLUMN particulars TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(particulars));
ALTER TABLE action ADD COLUMN first_due_by TEXT;
ALTER TABLE action ADD COLUMN cover TEXT;
ALTER TABLE action ADD COLUMN cover_until TEXT;
ALTER TABLE action ADD COLUMN settled_recorded_at TEXT;

ALTER TABLE referral ADD COLUMN particulars TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(particulars));
ALTER TABLE referral ADD COLUMN answer_recorded_at TEXT;

ALTER TABLE wish ADD COLUMN answer_recorded_at TEXT;

ALTER TABLE decision ADD COLUMN recorded_at TEXT;

ALTER TABLE closing ADD COLUMN lessons TEXT NOT NULL DEFAULT '';
ALTER TABLE closing ADD COLUMN recheck_on TEXT;
ALTER TABLE closing ADD COLUMN rechecked_at TEXT;
ALTER TABLE closing ADD COLUMN rechecked_by TEXT;
ALTER TABLE closing ADD COLUMN rechecked_words TEXT NOT NULL DEFAULT '';
