-- What a person reads for a code; published, so that views and tools need not spell it out themselves.
select word_kind, code, word, word_en, sort_order
from {{ ref('code_words') }}
