select county_code, school_year, school_code, approved_posts, staff_on_posts
from {batch}
where staff_on_posts > approved_posts * 1.2 + 5
