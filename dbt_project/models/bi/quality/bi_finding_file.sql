{{ config(alias='问题涉及的文件') }}
{{ view_of('concerned', {
    'concerned': 'finding_file',
    'files': 'file_version',
}, instead={
    '文件': 'files.path',
    '报送单位': 'files.provider',
}) }}
