select county_code, school_year, school_code, approved_posts, staff_on_posts, vacant_posts
from {batch}
where vacant_posts != greatest(approved_posts - staff_on_posts, 0)
