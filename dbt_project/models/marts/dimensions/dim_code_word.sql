-- What a person reads for a code; published, so that views and tools need not spell it out themselves;
-- with the stages in their order.
select word_kind, code, word, word_en, sort_order
from {{ ref('code_words') }}
union all
select 'stage' as word_kind, stage as code, stage as word, stage_code as word_en, stage_order as sort_order
from {{ ref('stages') }}
