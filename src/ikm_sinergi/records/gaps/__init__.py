"""What the records leave open, and what each gap may hide: found once, asked by everybody else.

`gap` is one gap; `losses` what was not read, not given or is to come; `possible` the programs that
there may be; `taken` who took a step; `asked` the questions of rules, and their answers.
"""
