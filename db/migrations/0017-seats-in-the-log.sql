-- Who sat in a space, who was invited and what somebody said about being here stay with the team in the log as well: in the example the
-- visitors read the drawing as it was, and under Chatham House nobody's seat (rule E12).
create policy only_the_team_reads_of_seats on change as restrictive for select to ecotone_app using (
  what not in ('space_person', 'invitation', 'consent') or landscape_id = any (array(select landscapes_i_convene())));
