
field-missing = Please fill in this field.
field-too-long = At most { $most } characters, there are { $got }.
field-broken = There is a broken character, shown as “�”. Delete it and type again.
field-not-a-choice = Please choose one of the options.
field-not-confirmed = This is hard to undo: please look again, tick the box and press once more.
field-file-too-big = The file is larger than { $most } MB. Please send a smaller one.

file-optional = Optional.
file-kinds = JPEG, PNG, WebP or PDF, at most { $most } MB
file-kinds-or-word = PDF, Word (.docx), JPEG, PNG or WebP, at most { $most } MB
file-again = If you chose a file, please choose it again

refused-at = { $field }: { $what }
refused-title = Not done yet
refused-home = What to do

committee-home = What to do
save = Save
saved = Saved.

error-title = Error: { $title }
pages = Pages
pages-before = Previous page
pages-after = Next page

# Days and counts, wherever one is written
day-unreadable = “{ $typed }” is not a day; write it like 26/11/2026
day-does-not-exist = “{ $typed }” is a day that does not exist; write day, month and year like 26/11/2026
day-short-year = “{ $typed }” lacks the four digits of the year; write it like { $example }
day-year-outside = “{ $typed }”: the year must be from { $first } to { $last }; write it like 26/11/2026
count-unreadable = “{ $typed }” is not a number; write a whole number from 0 up, like 165 or 1.650
count-not-whole = “{ $typed }” is not a whole number; write it like 165 or 1.650
