{{ config(alias='问题清单') }}
{{ findings_in_chinese('finding') }}
