# notice

heading-country = SOCIALIST REPUBLIC OF VIET NAM
heading-motto = Independence - Freedom - Happiness
heading-number = No. { $number }
