{{ config(alias='代码词语') }}
{{ view_of('facts', {'facts': 'dim_code_word'}) }}
