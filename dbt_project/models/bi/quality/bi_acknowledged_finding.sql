{{ config(alias='已核实问题') }}
{{ findings_in_chinese('acknowledged_finding') }}
