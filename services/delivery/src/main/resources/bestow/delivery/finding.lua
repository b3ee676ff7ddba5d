#!lua flags=no-writes
-- What was found about a subject.
-- KEYS[1] the shard's findings; ARGV[1] the subject
-- Gives it, '' for nothing.
return redis.call('HGET', KEYS[1], ARGV[1]) or ''
