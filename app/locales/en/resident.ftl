brand-promise = One household, one ballot, no name.
skip = Skip to main content
demo = Demonstration data: the figures on this page are made up.
demo-more = What is there to see and to try?
language = Tiếng Việt
nav-results = Results
nav-method = Method
footer-desk = Staff: to the desk
shared-picture = Ý Dân: what people say of new rural development where they live
footer = Ý Dân asks rural households, on behalf of the Vietnam Fatherland Front.

enter-title = Answer for your household
enter-lead = The commune's Fatherland Front (Mặt trận Tổ quốc) asks each household once: are you satisfied with your commune?
enter-code = The code on your slip
enter-hint = 16 letters and digits, capital or small. For example: K7M4-T9XC-R3HQ-P2GW
enter-go = Open the ballot
enter-help = No code, or you cannot read it? Ask your hamlet head or the Front's working committee.
enter-paper = You can answer on paper.
enter-results = See published results

problem-title = This ballot cannot be opened
problem-empty = No code was typed. Type the code printed on your household's slip.
problem-length = A code has 16 letters and digits, you typed { $got }. Look at the slip again.
problem-foreign = The codes never contain “{ $letter }”. Look at group { $group } again.
problem-mistyped = The code is not right, something was mistyped. Compare each group of four with the slip.
problem-mistyped-group = The code is not right. It may be in group { $group }. Compare that group with the slip.
problem-unknown = There is no such code. Look at the slip again, or ask the hamlet's working committee for a new one.
problem-spent = This code has been used: your household's ballot has been received. If nobody in your home sent it, tell the hamlet's working committee and bring the slip.
problem-void = This code no longer works, because the hamlet takes no more ballots. If your household has not answered, tell the hamlet's working committee.
problem-replaced = This slip was replaced by another one. Please use the new slip. If your household has not received it, ask the hamlet's working committee.
problem-spare = This is a spare slip that is not yet assigned to a household. Please take it to the hamlet's working committee to have it assigned, then open it again.
problem-audit = A supervisor used this slip to check the count, so it belongs to no household. If it is your household's slip, please ask the hamlet's working committee for another one.
problem-early = Answering has not begun yet. Open this ballot again from { $opens }; your slip stays valid.
problem-over = This round is over and takes no more ballots. Results will be posted at the house of culture and on this site.

ballot-title = What do you think of life in your commune?
ballot-lead = { $asker } asks about { $topic }. { $count } questions, about { $minutes } minutes. Ballots are taken until { $closes }.
preview-hamlet = Hamlet (its name)
ballot-grace = A ballot opened before the last day ends may be sent for { $minutes } more minutes.
ballot-asker = The Fatherland Front (Mặt trận Tổ quốc) of { $place }
ballot-topic = new rural development (nông thôn mới)
ballot-promise = Your name is not on the ballot.
ballot-promise-more = The machine notes that a code was used, never which code answered what.
ballot-no = Question { $no } / { $of }
ballot-no-answer = (not answered yet)
ballot-reason = Why not satisfied?
ballot-reason-hint = You may leave it empty. Please name no persons. At most { $most } characters.
ballot-progress = / { $of } questions
ballot-review = Review and send
ballot-answer-first = Answered

draft-kept = This device still keeps answers that were begun on this slip.
draft-continue = Go on answering
draft-drop = Discard them and start again

errors-missing = Some questions have no answer yet
errors-title = Something on the ballot has to be mended
error-missing = Question { $no } has no answer
error-both = Question { $no } has two answers, choose one
error-unknown = The answer to question { $no } cannot be read, choose again
error-all-long = The reasons together are too long: please take out about { $over } characters, for example at question { $no }
error-long = The reason at question { $no } has { $got } characters, at most { $most }
error-broken = The reason at question { $no } had broken characters, now removed; please check
error-field = The ballot had an unknown field “{ $name }”, now removed; please check

late-title = The ballot could not be sent
late-do = This ballot is not counted. Please call or visit the Front's working committee of { $hamlet } and bring your slip: if the hamlet is not counted yet, you can still answer on paper.
late-answers = What you chose is still here for you to copy:

review-title = Review before you send
review-lead = Once sent, it cannot be changed.
review-reason = Reason: { $text }
review-edit = Change
review-edit-label = Change question { $no }
review-send = Send the ballot

thanks-title = Ballot received. Thank you!
thanks-lead = Your household's ballot is recorded and will be counted once.
thanks-next = When the round ends, the commune's results will be posted at the house of culture and on this site.
report-go = My household did not answer: tell the Front
report-ask-title = Did your household really not answer?
report-ask-lead = Please ask everybody at home first: perhaps one of your children sent it, or a paper ballot was handed in at the hamlet meeting. If you are sure that nobody answered, press the button below; the hamlet's working committee will look into this slip.
report-sure = I am sure that nobody answered: tell the Front
report-back = No, do not tell
reported-before-title = The Front has looked into this slip
reported-before-lead = Your household reported it before, and the hamlet's working committee has looked into it and decided. If nobody told you, please take the slip to the working committee, or to the Front of the commune.
reported-title = The Front has been told
reported-lead = The hamlet's working committee will look into this slip. Please take the slip to them, so that you can answer.
unreported-title = This could not be noted
unreported-lead = The hamlet is closed, or this round is over. Please take the slip to the hamlet's working committee.

receipt-yours = Your household's receipt
receipt-what-for = Write it down or take a picture of the screen. Once the ballot box was opened it shows that your ballot lay in it. It says nothing of your answers.
sending-for-supervisors = For supervisors
sending-what-for = Needed only if this is an audit slip: copy the sending code below with the slip's code and the answers you gave. Households need not note it and should give it to nobody.
receipt-forget = Written down: wipe it from this device
receipt-look-up = Look up a receipt
thanks-paper = There is no need to answer on paper again.

lost-title = There is no such page
lost-lead = The address may be mistyped.
lost-home = To the first page
garbled-title = The address holds broken characters
garbled-lead = This address cannot be read. Please type it again, or open it from the slip or the first page.
foreign-title = Not taken: the page it was sent from has another address
foreign-lead = The browser sent it from “{ $from }”; this server is set to “{ $own }”. Please open the server’s own address and send again. If your browser’s address bar shows the first address and it is the Front’s own site, please ask whoever runs the server to correct --base-url.
crowded-title = Very many people are looking at once
crowded-lead = Please wait about 15 seconds and load this page again. Households can send their ballots without waiting.
broken-title = Something is not working
broken-lead = Please try again in a few minutes. A ballot that was not sent is not counted; sending again never counts twice.
cut-off-title = It did not arrive
cut-off-lead = The connection broke off and nothing was received. Please go back, what you filled in is still there, and send it again; sending again never counts twice.
big-title = The ballot is too long
big-lead = It could not be taken. Go back, write shorter reasons, and send again.
denied-title = This account may not see this page
denied-lead = This page or task belongs to somebody else. If it is yours, ask the Front committee above you.
session-title = Your session is over
session-lead = What you sent is not saved yet, but not lost: sign in at /dang-nhap in another tab, then come back and reload this page to send it again.
big-file-title = The file is too big
big-file-lead = The file is larger than 12 MB and was not taken. Go back, take a smaller photo or one page at a time, and send it again.

assisted = Helping a household
assisted-now = You are helping a household to answer.
assisted-back = Back to the page of { $hamlet }

broken-plain = This page is having trouble; please try again in a few minutes.
