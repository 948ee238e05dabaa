-- Measures of a school that are sums of its other measures.
{{ sums_of_measures(ref('int_measures__chosen')) }}
