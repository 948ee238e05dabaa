-- Every sheet that was accepted: its rows as read are those accepted, set aside or passed over, and those accepted
-- are those that landed.
with batch as (select * from {batch}),

landed as (
    select file_id, sheet, count(distinct row_number) as rows_landed
    from batch
    group by all
),

counted as (
    select sheets.*, coalesce(landed.rows_landed, 0) as rows_landed
    from ledger.sheet_version as sheets
    inner join accepted_files as files on sheets.file_id = files.file_id and files.is_present
    left join landed on sheets.file_id = landed.file_id and sheets.sheet = landed.sheet
    where sheets.dataset = '{table}' and sheets.state = 'accepted'
)

select file_id, sheet, rows_read, rows_accepted, rows_rejected, rows_passed_over, rows_landed
from counted
where
    rows_accepted != rows_landed
    or rows_read != rows_accepted + rows_rejected + rows_passed_over
