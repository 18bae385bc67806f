-- Nothing in the service destroys a key; who may is the owner, by a decision of its own.
revoke execute on function vault_keys.destroy(text) from regulation_writer;
