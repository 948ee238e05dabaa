-- What people said of findings: that a difference is true, why, who answers for it, until when. A row over whose last
-- day the build is, is expired. Only what asks to be looked at can be so settled: what was not taken must be mended.
with given as (
    select unnest(
        from_json(
            '{{ var("acknowledgements") | replace("'", "''") }}',
            '[{"county_code": "VARCHAR", "finding_number": "VARCHAR", "reason": "VARCHAR", "owner": "VARCHAR",
              "last_day": "DATE", "is_over": "BOOLEAN"}]'
        ),
        recursive := true
    )
),

findings as (
    select
        county_code,
        finding_number,
        count(*) as findings,
        bool_and(severity in ('warn', 'note')) as may_be_acknowledged
    from {{ ref('int_findings') }}
    group by county_code, finding_number
),

final as (
    select
        given.county_code,
        given.finding_number,
        given.reason,
        given.owner,
        given.last_day,
        case
            when given.is_over then 'expired'
            when findings.finding_number is null then 'nothing_found'
            when not findings.may_be_acknowledged then 'to_be_mended'
            else 'in_force'
        end as state,
        coalesce(findings.findings, 0) as findings
    from given
    left join findings using (county_code, finding_number)
)

select * from final
