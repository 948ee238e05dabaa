{{ in_force('statistics_workbook') }}
