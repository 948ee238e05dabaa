{{ config(alias='数据变动文件') }}
{{ view_of('causes', {
    'causes': 'figure_change_file',
    'files': 'file_version',
}, instead={
    '文件': 'files.path',
    '报送单位': 'files.provider',
}) }}
