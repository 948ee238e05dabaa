-- What is this: a finding without a message or without a remedy.
-- When does it matter: the one who handed the file in is told that something is wrong, but not what or how to mend
-- it.
-- How to resolve: give the rule (column `rule`) a message and a remedy where it is made: in the contracts or in
-- the model int_findings__* of that rule.
{{ config(severity='warn') }}

select finding_id, rule, message, remedy
from {{ ref('finding') }}
where coalesce(trim(message), '') = '' or coalesce(trim(remedy), '') = ''
