{#
  Which datasets there are: made from the contracts by `make generate`; what is written here by hand is lost.
#}

{% macro landed_datasets() -%}
{{ return([
    'school_register',
    'school_statistics',
    'special_rooms',
    'class_roster',
    'student_roster',
    'student_changes',
    'disability_register',
    'high_school_quota',
    'teacher_roster',
    'teacher_posts',
    'school_finance',
    'county_finance',
    'exam_scores',
    'national_monitoring',
    'curriculum_hours',
    'satisfaction_survey',
    'evidence_register',
    'incident_register',
    'preschool_population',
    'school_form',
    'county_form',
    'statistics_workbook',
]) }}
{%- endmacro %}

{% macro datasets_that_tell_their_year() -%}
{{ return([
    'high_school_quota',
    'school_finance',
    'county_finance',
    'national_monitoring',
    'incident_register',
    'preschool_population',
]) }}
{%- endmacro %}

{% macro datasets_by_school() -%}
{{ return([
    'school_register',
    'school_statistics',
    'special_rooms',
    'class_roster',
    'student_roster',
    'student_changes',
    'teacher_roster',
    'teacher_posts',
    'school_finance',
    'exam_scores',
    'curriculum_hours',
    'school_form',
    'statistics_workbook',
]) }}
{%- endmacro %}

{% macro measured_datasets() -%}
{{ return({
    'as_handed_in': ['school_statistics', 'school_finance', 'county_finance', 'county_form', 'statistics_workbook'],
    'counted': ['school_register', 'special_rooms', 'class_roster', 'student_roster', 'student_changes', 'disability_register', 'high_school_quota', 'teacher_roster', 'teacher_posts', 'curriculum_hours', 'satisfaction_survey', 'school_form'],
    'counted_by_code': ['evidence_register', 'incident_register'],
}) }}
{%- endmacro %}

{% macro keys_in_force() -%}
{{ return({
    'school_register': ['county_code', 'school_year', 'school_code'],
    'school_statistics': ['county_code', 'school_year', 'school_code', 'stage'],
    'special_rooms': ['county_code', 'school_year', 'school_code', 'room_number'],
    'class_roster': ['county_code', 'school_year', 'school_code', 'grade', 'class_name'],
    'student_changes': ['county_code', 'school_year', 'student_hash', 'school_code', 'change_type', 'change_date'],
    'disability_register': ['county_code', 'school_year', 'id_number_hash'],
    'high_school_quota': ['county_code', 'school_year', 'enrolment_year', 'high_school', 'junior_school_code'],
    'teacher_posts': ['county_code', 'school_year', 'school_code'],
    'school_finance': ['county_code', 'school_year', 'school_code', 'fiscal_year'],
    'county_finance': ['county_code', 'school_year', 'fiscal_year'],
    'national_monitoring': ['county_code', 'school_year', 'monitoring_year', 'stage', 'subject'],
    'curriculum_hours': ['county_code', 'school_year', 'school_code', 'grade'],
    'satisfaction_survey': ['county_code', 'school_year', 'answer_id'],
    'evidence_register': ['county_code', 'school_year', 'indicator_code', 'subject_code', 'material_name', 'material_date'],
    'incident_register': ['county_code', 'school_year', 'incident_id'],
    'preschool_population': ['county_code', 'school_year', 'town_code', 'birth_year'],
    'school_form': ['county_code', 'school_year', 'school_code'],
    'county_form': ['county_code', 'school_year'],
    'statistics_workbook': ['county_code', 'school_year', 'school_code', 'stage'],
}) }}
{%- endmacro %}

{% macro places_of_rows() -%}
{{ return({
    'school_register': [],
    'school_statistics': ['school_code'],
    'special_rooms': ['school_code'],
    'class_roster': ['school_code'],
    'student_roster': ['school_code'],
    'student_changes': ['school_code'],
    'disability_register': [],
    'high_school_quota': ['enrolment_year', 'high_school'],
    'teacher_roster': ['school_code'],
    'teacher_posts': ['school_code'],
    'school_finance': ['school_code', 'fiscal_year'],
    'county_finance': ['fiscal_year'],
    'exam_scores': ['exam', 'school_code'],
    'national_monitoring': ['monitoring_year', 'subject'],
    'curriculum_hours': ['school_code'],
    'satisfaction_survey': [],
    'evidence_register': ['indicator_code', 'subject_type', 'subject_code'],
    'incident_register': ['incident_code'],
    'preschool_population': [],
    'school_form': ['school_code'],
    'county_form': [],
    'statistics_workbook': ['school_code'],
}) }}
{%- endmacro %}

{% macro parts_of_rows() -%}
{{ return({
    'school_register': [],
    'school_statistics': ['stage'],
    'special_rooms': [],
    'class_roster': ['stage', 'grade'],
    'student_roster': ['stage', 'grade'],
    'student_changes': ['stage'],
    'disability_register': [],
    'high_school_quota': [],
    'teacher_roster': ['stage'],
    'teacher_posts': [],
    'school_finance': [],
    'county_finance': [],
    'exam_scores': ['grade'],
    'national_monitoring': ['stage'],
    'curriculum_hours': ['grade'],
    'satisfaction_survey': [],
    'evidence_register': ['material_date'],
    'incident_register': [],
    'preschool_population': [],
    'school_form': [],
    'county_form': [],
    'statistics_workbook': ['stage'],
}) }}
{%- endmacro %}

{% macro datasets_by_row() -%}
{{ return([
    'school_register',
    'student_changes',
    'satisfaction_survey',
    'incident_register',
    'preschool_population',
]) }}
{%- endmacro %}

{% macro years_of_rows() -%}
{{ return({
    'high_school_quota': ['enrolment_year'],
    'school_finance': ['fiscal_year'],
    'county_finance': ['fiscal_year'],
    'national_monitoring': ['monitoring_year'],
    'preschool_population': ['birth_year'],
}) }}
{%- endmacro %}
