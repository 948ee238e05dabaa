-- A dataset that is expected every year and of which nothing is in force: who owes it, by the county's own row before
-- the registry's. Headings only are enough.
with own as (select * from {{ ref('dataset_departments') }} where county_code is not null),

of_all as (select * from {{ ref('dataset_departments') }} where county_code is null),

owed as (
    select
        years.county_code,
        years.school_year,
        datasets.dataset,
        datasets.dataset_name,
        datasets.names_its_own_year,
        departments.department_name,
        counties.county_name
    from {{ ref('int_county_years') }} as years
    cross join {{ ref('datasets') }} as datasets
    left join own on years.county_code = own.county_code and datasets.dataset = own.dataset
    left join of_all on datasets.dataset = of_all.dataset
    inner join {{ ref('int_county_departments') }} as departments
        on
            years.county_code = departments.county_code
            and coalesce(own.department_code, of_all.department_code, datasets.department_code)
            = departments.department_code
    left join {{ ref('counties') }} as counties on years.county_code = counties.county_code
    where datasets.is_expected
),

present as (
    {% for dataset in datasets_that_tell_their_year() %}
    select distinct '{{ dataset }}' as dataset, county_code, school_year from {{ ref('stg_' ~ dataset) }}
    union all
    {% endfor %}
    select speaking.dataset, speaking.county_code, speaking.school_year
    from {{ ref('stg_ledger__speaking_county_years') }} as speaking
    inner join {{ ref('datasets') }} as datasets on speaking.dataset = datasets.dataset
    where not datasets.names_its_own_year and speaking.speaks
),

final as (
    select
        owed.county_code,
        owed.school_year,
        owed.dataset,
        'dataset_missing' as rule,
        'warn' as severity,
        '县 ' || ({{ named('owed.county_name', 'owed.county_code') }}) || ' '
        || case
            when owed.names_its_own_year then owed.school_year || ' 年度'
            else owed.school_year || ' 学年'
        end
        || '没有有效的' || owed.dataset_name || '，依赖它的指标为缺数据' as found,
        '每年都有有效的' || owed.dataset_name as expected,
        '请' || owed.department_name || '报送' || owed.dataset_name || '。' as remedy
    from owed
    anti join present using (county_code, school_year, dataset)
)

select * from final
