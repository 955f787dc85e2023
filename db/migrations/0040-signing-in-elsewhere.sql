-- Somebody may sign in at another provider, if whoever runs the instance named one. They are known by who they are there, not by an
-- address that may change or be handed on: one person here for one there, and the other way round.
create unique index account_of_a_subject on account (provider_id, account_id) where provider_id like 'oidc:%';
create unique index account_at_a_provider on account (person_id, provider_id) where provider_id like 'oidc:%';
