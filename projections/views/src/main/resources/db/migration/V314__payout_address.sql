-- Which event the address is from, so that one that comes again changes nothing.
ALTER TABLE view_provider ADD COLUMN address_version bigint NOT NULL DEFAULT 0;
