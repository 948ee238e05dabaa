-- Posts as reported, and whether the school has long-term off-roll teachers (1 or 0), which V4 counts.
select
    * exclude (sheet, row_number, scope_key),
    case when long_term_off_roll_teachers > 0 then 1 when long_term_off_roll_teachers = 0 then 0 end as off_roll_school
from {{ ref('stg_teacher_posts') }}
