select 'tiny' as ruleset_code, '小标准' as name
