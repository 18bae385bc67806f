-- What proofs need beside the log: handles of signing keys, and the revocation lists as they were published.
-- Both travel with the command whose event names them; the log holds the public keys and the digests of the lists.

create schema proof;
grant usage on schema proof to regulation_writer, regulation_reader;

-- An HSM's label, or a private key sealed under the master key. The reader has no business with it.
create table proof.signing_keys (
    kid text primary key,
    device text not null,
    handle bytea not null);

grant select, insert on proof.signing_keys to regulation_writer;

create table proof.revocation_lists (
    list_no bigint primary key,
    this_update timestamptz not null,
    next_update timestamptz not null,
    position bigint not null,
    stamped_at timestamptz not null,
    contents_sm3 text not null,
    body text not null);

grant select, insert on proof.revocation_lists to regulation_writer;
grant select on proof.revocation_lists to regulation_reader;
