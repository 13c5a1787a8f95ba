-- The sequencer's statement takes each global_index from domain_event itself, and nothing ever leaves that table: a check of
-- each row against it, which locks the event and so writes it again, could find nothing.
ALTER TABLE event_index DROP CONSTRAINT event_index_global_index_fkey;

-- Events come nearly in order of time, and only a reader that begins in mid-log asks by it.
DROP INDEX domain_event_time;
CREATE INDEX domain_event_time ON domain_event USING brin (time) WITH (autosummarize = on);
