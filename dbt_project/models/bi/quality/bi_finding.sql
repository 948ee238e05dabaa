{{ config(alias='问题清单') }}

with findings as (select * from {{ ref('finding') }}),

files as (select distinct file_id, school_year, provider from {{ ref('file_version') }}),

counties as (select * from {{ ref('dim_county') }}),

datasets as (select * from {{ ref('dim_dataset') }}),

severities as ({{ words('severity') }}),

final as (
    select
        findings.finding_id as 问题编号,
        findings.severity as 严重程度代码,
        coalesce(severities.word, findings.severity) as 严重程度,
        findings.county_code as 县代码,
        counties.county_name as 县名称,
        files.school_year as 学年,
        {{ school_year_name('files.school_year') }} as 学年名称,
        files.provider as 报送单位,
        findings.path as 文件,
        findings.dataset as 数据集代码,
        datasets.dataset_name as 数据集名称,
        findings.sheet as 工作表,
        findings.row as 行号,
        findings.column_name as 列名,
        findings.found as 发现,
        findings.expected as 应为,
        findings.message as 问题说明,
        findings.remedy as 处理办法,
        findings.rule as 规则代码,
        findings.run_id as 运行编号,
        findings.file_id as 文件号
    from findings
    left join files on findings.file_id = files.file_id
    left join counties on findings.county_code = counties.county_code
    left join datasets on findings.dataset = datasets.dataset
    left join severities on findings.severity = severities.code
)

select * from final
