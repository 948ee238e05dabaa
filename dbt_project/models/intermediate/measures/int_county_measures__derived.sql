-- Measures of a county that are sums of its other measures.
{{ sums_of_measures(ref('int_county_measures__chosen')) }}
