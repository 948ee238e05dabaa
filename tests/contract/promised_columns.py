"""The tables and columns that readers were promised: none may be renamed or taken away.

What does not belong here: columns that were added since; they may come freely.
"""

from __future__ import annotations

PROMISED: dict[str, str] = {
    "marts.dim_county": "county_code county_name",
    "marts.dim_town": "county_code town_code town_name",
    "marts.dim_department": "department_code department_name",
    "marts.dim_school": (
        "county_code school_year school_code school_name school_type_code school_type provider_type_code"
        " ownership urban_rural_code urban_rural town_code town_name founded_year is_boarding"
        " parent_school_code"
    ),
    "marts.dim_indicator": (
        "indicator_code item_code indicator_name area grain unit decimals kind formula seed_task basis"
    ),
    "marts.bridge_indicator_department": "indicator_code department_code task",
    "marts.dim_ruleset": "ruleset_code name",
    "marts.dim_threshold": "ruleset_code indicator_code stage comparison threshold floor_ratio basis",
    "marts.fct_school_measure": (
        "county_code school_year school_code stage measure_code value unit source_dataset file_id"
    ),
    "marts.fct_school_indicator": (
        "county_code school_year ruleset_code school_code stage indicator_code numerator denominator value"
        " threshold floor status shortfall shortfall_unit flips_on_rounding"
    ),
    "marts.fct_school_compliance": (
        "county_code school_year ruleset_code school_code stage pupils indicators_met indicators_near"
        " indicators_unmet indicators_no_data passes"
    ),
    "marts.fct_county_balance": (
        "county_code school_year ruleset_code stage indicator_code units pupils mean standard_deviation cv"
        " cv_limit status"
    ),
    "marts.fct_county_indicator": (
        "county_code school_year ruleset_code indicator_code stage dimension numerator denominator value"
        " threshold comparison status subjects_total subjects_unmet conclusion"
    ),
    "marts.fct_recognition": (
        "county_code school_year ruleset_code area items_total items_met items_unmet items_no_data passes"
    ),
    "marts.fct_closing_plan": (
        "county_code school_year ruleset_code plan year step action indicator_code school_code stage"
        " from_school_code is_by_roster quantity unit cost"
    ),
    "marts.fct_closing_teacher": "county_code school_year school_code stage action_code counts_in teachers",
    "marts.fct_closing_plan_summary": (
        "county_code school_year ruleset_code plan year status gap cost units_passing_before"
        " units_passing_after pupils_passing_after cv_over_after reason"
    ),
    "marts.fct_forecast": (
        "county_code base_year school_year town_code school_code stage grade scenario value low high"
    ),
    "marts.fct_forecast_accuracy": "county_code horizon stage error error_as_last_year is_no_better covered",
    "marts.fct_shortfall": (
        "county_code school_year ruleset_code department_code town_code school_code stage indicator_code"
        " value threshold shortfall shortfall_unit status"
    ),
    "marts.fct_class": (
        "county_code school_year school_code stage grade class pupils class_size_limit over_by"
    ),
    "marts.fct_county_year": ("county_code school_year fact stage grade town_code urban_rural value unit"),
    "marts.fct_form_cell": (
        "county_code school_year ruleset_code form_table row_code school_code stage column_code value text"
        " status"
    ),
    "marts.fct_exam_result": (
        "county_code school_year exam school_code stage grade subject takers absent mean standard_deviation"
        " pass_rate excellent_rate"
    ),
    "quality.measure_source": (
        "county_code school_year school_code stage measure_code file_id sheet column_name rows rows_counted"
        " rows_not_counted"
    ),
    "quality.sheet_version": (
        "file_id sheet dataset rows_read rows_accepted rows_rejected rows_passed_over rows_unknown state"
        " reason"
    ),
    "quality.file_version": (
        "file_id path sha256 county_code school_year provider dataset sheet received_at rows_read"
        " rows_accepted rows_rejected rows_passed_over state reason"
    ),
    "quality.finding": (
        "finding_id run_id file_id dataset sheet row column_name rule severity found expected message remedy"
    ),
    "quality.expectation_result": (
        "run_id stage suite expectation severity success observed unexpected_count waived_by"
    ),
    "quality.figure_change": (
        "version previous_version table_name key county_code school_year ruleset_code area school_code stage"
        " indicator_code dimension column_name before after because_file_id"
    ),
    "quality.figure_history": (
        "version previous_version table_name key county_code school_year ruleset_code area school_code stage"
        " indicator_code dimension column_name before after because_file_id"
    ),
    "meta.build": "run_id code_version file_id path",
    "meta.column_description": "schema_name table_name column_name description_zh description_en",
}
"""Columns by `<schema>.<table>`."""
