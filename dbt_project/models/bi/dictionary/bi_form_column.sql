{{ config(alias='申报表列') }}
{{ view_of('columns', {'columns': 'dim_form_column'}) }}
