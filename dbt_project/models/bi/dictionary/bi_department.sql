{{ config(alias='责任部门') }}
{{ view_of('departments', {'departments': 'dim_department'}) }}
