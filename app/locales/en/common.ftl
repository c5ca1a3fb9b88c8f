
field-missing = Please fill in this field.
field-too-long = At most { $most } characters, there are { $got }.
field-broken = There is a broken character, shown as “�”. Delete it and type again.
field-not-a-number = “{ $typed }” is not a number.
field-not-a-day = “{ $typed }” is not a day. Example: 26/11/2026.
field-not-a-choice = Please choose one of the options.
field-not-confirmed = This is hard to undo: please look again, tick the box and press once more.
field-file-too-big = The file is larger than { $most } MB. Please send a smaller one.

file-optional = Optional.
file-kinds = JPEG, PNG, WebP or PDF, at most { $most } MB
file-again = If you chose a file, please choose it again

refused-title = Not done yet
refused-home = What to do

committee-home = What to do
save = Save
saved = Saved.

error-title = Error: { $title }
pages = Pages
pages-before = Previous page
pages-after = Next page
