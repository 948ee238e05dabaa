-- Once, by the administrator of the server, in the database of Junheng: what only he may close.
-- Large objects are the one way in which somebody who may only read can still write.
revoke execute on function
lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea), lo_open(oid, integer), lo_put(oid, bigint, bytea)
from public;
-- nobody comes into the databases that every server has
revoke connect on database postgres, template1 from public;
