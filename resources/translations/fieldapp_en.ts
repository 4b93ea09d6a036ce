<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Board</name>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>%n job</numerusform>
                <numerusform>%n jobs</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BoardMoves</name>
        <message numerus="yes">
            <source>%n job(s) are back in the pool.</source>
            <translation>
                <numerusform>%n job is back in the pool.</numerusform>
                <numerusform>%n jobs are back in the pool.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) moved to {crew}.</source>
            <translation>
                <numerusform>%n job moved to {crew}.</numerusform>
                <numerusform>%n jobs moved to {crew}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) are back where they were.</source>
            <translation>
                <numerusform>%n job is back where it was.</numerusform>
                <numerusform>%n jobs are back where they were.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BoardPage</name>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n open</numerusform>
                <numerusform>%n open</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unassigned</source>
            <translation>
                <numerusform>%n unassigned</numerusform>
                <numerusform>%n unassigned</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>+%n min</source>
            <translation>
                <numerusform>+%n min</numerusform>
                <numerusform>+%n min</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BoardSide</name>
        <message numerus="yes">
            <source>%n min planned</source>
            <translation>
                <numerusform>%n min planned</numerusform>
                <numerusform>%n min planned</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CameraPage</name>
        <message numerus="yes">
            <source>%n photo(s) taken, safe on this laptop</source>
            <translation>
                <numerusform>%n photo taken, safe on this laptop</numerusform>
                <numerusform>%n photos taken, safe on this laptop</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CardNotice</name>
        <message numerus="yes">
            <source>{name}: %n new photo(s) since {time}</source>
            <translation>
                <numerusform>{name}: %n new photo since {time}</numerusform>
                <numerusform>{name}: %n new photos since {time}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CasePanel</name>
        <message numerus="yes">
            <source>%n photo(s) still on the crew’s laptop</source>
            <translation>
                <numerusform>%n photo still on the crew’s laptop</numerusform>
                <numerusform>%n photos still on the crew’s laptop</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CloseOutPage</name>
        <message numerus="yes">
            <source>Close %n jobs</source>
            <translation>
                <numerusform>Close %n job</numerusform>
                <numerusform>Close %n jobs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Closing %n jobs…</source>
            <translation>
                <numerusform>Closing %n job…</numerusform>
                <numerusform>Closing %n jobs…</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CloseTogether</name>
        <message numerus="yes">
            <source>%n had left this laptop and was not closed.</source>
            <translation>
                <numerusform>%n had left this laptop and was not closed.</numerusform>
                <numerusform>%n had left this laptop and were not closed.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message numerus="yes">
            <source>knows {known} of %n job(s)</source>
            <translation>
                <numerusform>knows {known} of %n job</numerusform>
                <numerusform>knows {known} of %n jobs</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DetailsCard</name>
        <message numerus="yes">
            <source>%n to answer</source>
            <translation>
                <numerusform>%n to answer</numerusform>
                <numerusform>%n to answer</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FilterPanel</name>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>%n job</numerusform>
                <numerusform>%n jobs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{name}, %n job(s)</source>
            <translation>
                <numerusform>{name}, %n job</numerusform>
                <numerusform>{name}, %n jobs</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Job</name>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n photo</numerusform>
                <numerusform>%n photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) from resident</source>
            <translation>
                <numerusform>%n photo from resident</numerusform>
                <numerusform>%n photos from resident</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Line</name>
        <message numerus="yes">
            <source>%n need(s) a decision</source>
            <translation>
                <numerusform>%n needs a decision</numerusform>
                <numerusform>%n need a decision</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) on the way</source>
            <translation>
                <numerusform>%n change on the way</numerusform>
                <numerusform>%n changes on the way</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) on the way</source>
            <translation>
                <numerusform>%n photo on the way</numerusform>
                <numerusform>%n photos on the way</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) wait for Wi-Fi</source>
            <translation>
                <numerusform>%n photo waits for Wi-Fi</numerusform>
                <numerusform>%n photos wait for Wi-Fi</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) wait</source>
            <translation>
                <numerusform>%n photo waits</numerusform>
                <numerusform>%n photos wait</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) safe on this laptop</source>
            <translation>
                <numerusform>%n change safe on this laptop</numerusform>
                <numerusform>%n changes safe on this laptop</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) by {name} are safe on this laptop. They go to the city when {name} signs in again.</source>
            <translation>
                <numerusform>%n change by {name} is safe on this laptop. It goes to the city when {name} signs in again.</numerusform>
                <numerusform>%n changes by {name} are safe on this laptop. They go to the city when {name} signs in again.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LockPage</name>
        <message numerus="yes">
            <source>Not the PIN. Try again in %n second(s); your work is safe.</source>
            <translation>
                <numerusform>Not the PIN. Try again in %n second; your work is safe.</numerusform>
                <numerusform>Not the PIN. Try again in %n seconds; your work is safe.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Locking</name>
        <message numerus="yes">
            <source>%n thing(s) safe on this laptop. They go by themselves, also now.</source>
            <translation>
                <numerusform>%n thing safe on this laptop. It goes by itself, also now.</numerusform>
                <numerusform>%n things safe on this laptop. They go by themselves, also now.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LookAlikes</name>
        <message numerus="yes">
            <source>%n job(s) of this kind have no spot and could be here, too.</source>
            <translation>
                <numerusform>%n job of this kind has no spot and could be here, too.</numerusform>
                <numerusform>%n jobs of this kind have no spot and could be here, too.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MapPage</name>
        <message numerus="yes">
            <source>%n stop(s), emergencies first, then the shortest way</source>
            <translation>
                <numerusform>%n stop, emergencies first, then the shortest way</numerusform>
                <numerusform>%n stops, emergencies first, then the shortest way</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MapSide</name>
        <message numerus="yes">
            <source>%n job(s) on this spot</source>
            <translation>
                <numerusform>%n job on this spot</numerusform>
                <numerusform>%n jobs on this spot</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NearBy</name>
        <message numerus="yes">
            <source>%n more report(s) of the same at this address</source>
            <translation>
                <numerusform>%n more report of the same at this address</numerusform>
                <numerusform>%n more reports of the same at this address</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more report(s) of the same on this spot</source>
            <translation>
                <numerusform>%n more report of the same on this spot</numerusform>
                <numerusform>%n more reports of the same on this spot</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more report(s) of the same within {distance}</source>
            <translation>
                <numerusform>%n more report of the same within {distance}</numerusform>
                <numerusform>%n more reports of the same within {distance}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) closed. All safe on this laptop.</source>
            <translation>
                <numerusform>%n job closed. All safe on this laptop.</numerusform>
                <numerusform>%n jobs closed. All safe on this laptop.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) could not be taken back: the CRM may have them already. They stay closed.</source>
            <translation>
                <numerusform>%n job could not be taken back: the CRM may have it already. It stays closed.</numerusform>
                <numerusform>%n jobs could not be taken back: the CRM may have them already. They stay closed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>one fix for %n jobs</source>
            <translation>
                <numerusform>one fix for %n job</numerusform>
                <numerusform>one fix for %n jobs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Your %n photo(s) are with this job now.</source>
            <translation>
                <numerusform>Your photo is with this job now.</numerusform>
                <numerusform>Your %n photos are with this job now.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Fieldapp had stopped while it closed jobs together. %n job(s) are closed now.</source>
            <translation>
                <numerusform>Fieldapp had stopped while it closed jobs together. %n job is closed now.</numerusform>
                <numerusform>Fieldapp had stopped while it closed jobs together. %n jobs are closed now.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NewJobPage</name>
        <message numerus="yes">
            <source>New job and %n photo(s) saved on this laptop.</source>
            <translation>
                <numerusform>New job and its photo saved on this laptop.</numerusform>
                <numerusform>New job and %n photos saved on this laptop.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NothingFound</name>
        <message numerus="yes">
            <source>Under “All”: %n job(s).</source>
            <translation>
                <numerusform>Under “All”: %n job.</numerusform>
                <numerusform>Under “All”: %n jobs.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Without {filter}: %n job(s).</source>
            <translation>
                <numerusform>Without {filter}: %n job.</numerusform>
                <numerusform>Without {filter}: %n jobs.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OthersWork</name>
        <message numerus="yes">
            <source>Send %n change(s) without their author?</source>
            <translation>
                <numerusform>Send %n change without its author?</numerusform>
                <numerusform>Send %n changes without their author?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) by somebody else wait here</source>
            <translation>
                <numerusform>%n change by somebody else waits here</numerusform>
                <numerusform>%n changes by somebody else wait here</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Outbox</name>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n photo</numerusform>
                <numerusform>%n photos</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Paper</name>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>%n job</numerusform>
                <numerusform>%n jobs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>And %n more in the app</source>
            <translation>
                <numerusform>And %n more in the app</numerusform>
                <numerusform>And %n more in the app</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PhotoCanvas</name>
        <message numerus="yes">
            <source>%n mark(s)</source>
            <translation>
                <numerusform>%n mark</numerusform>
                <numerusform>%n marks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PhotoChooserPage</name>
        <message numerus="yes">
            <source>Add %n photo(s)</source>
            <translation>
                <numerusform>Add %n photo</numerusform>
                <numerusform>Add %n photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) chosen</source>
            <translation>
                <numerusform>%n photo chosen</numerusform>
                <numerusform>%n photos chosen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) added.</source>
            <translation>
                <numerusform>%n photo added.</numerusform>
                <numerusform>%n photos added.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n were in the job already.</source>
            <translation>
                <numerusform>%n was in the job already.</numerusform>
                <numerusform>%n were in the job already.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n could not be added.</source>
            <translation>
                <numerusform>%n could not be added.</numerusform>
                <numerusform>%n could not be added.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>And %n more.</source>
            <translation>
                <numerusform>And %n more.</numerusform>
                <numerusform>And %n more.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PhotosCard</name>
        <message numerus="yes">
            <source>%n from resident</source>
            <translation>
                <numerusform>%n from resident</numerusform>
                <numerusform>%n from resident</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PhotosPage</name>
        <message numerus="yes">
            <source>%n photo(s) on this laptop</source>
            <translation>
                <numerusform>%n photo on this laptop</numerusform>
                <numerusform>%n photos on this laptop</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PinPage</name>
        <message numerus="yes">
            <source>A PIN has at least %n digit(s).</source>
            <translation>
                <numerusform>A PIN has at least %n digit.</numerusform>
                <numerusform>A PIN has at least %n digits.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PrintPage</name>
        <message numerus="yes">
            <source>%n job(s), with times and codes</source>
            <translation>
                <numerusform>%n job, with time and code</numerusform>
                <numerusform>%n jobs, with times and codes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n sheet(s) after the list</source>
            <translation>
                <numerusform>%n sheet after the list</numerusform>
                <numerusform>%n sheets after the list</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProofCheck</name>
        <message numerus="yes">
            <source>%n act(s) kept on this laptop</source>
            <translation>
                <numerusform>%n act kept on this laptop</numerusform>
                <numerusform>%n acts kept on this laptop</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProofPage</name>
        <message numerus="yes">
            <source>All %n act(s) of today are in the CRM, each with its receipt.</source>
            <translation>
                <numerusform>The one act of today is in the CRM, with its receipt.</numerusform>
                <numerusform>All %n acts of today are in the CRM, each with its receipt.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n need(s) a decision</source>
            <translation>
                <numerusform>%n needs a decision</numerusform>
                <numerusform>%n need a decision</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Recovered</name>
        <message numerus="yes">
            <source>%n change(s)</source>
            <translation>
                <numerusform>%n change</numerusform>
                <numerusform>%n changes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n photo</numerusform>
                <numerusform>%n photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n could not be read and is kept for support.</source>
            <translation>
                <numerusform>%n could not be read and is kept for support.</numerusform>
                <numerusform>%n could not be read and are kept for support.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message numerus="yes">
            <source>%n min</source>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) taken at another time</source>
            <translation>
                <numerusform>%n photo taken at another time</numerusform>
                <numerusform>%n photos taken at another time</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) in the CRM</source>
            <translation>
                <numerusform>%n photo in the CRM</numerusform>
                <numerusform>%n photos in the CRM</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n photo</numerusform>
                <numerusform>%n photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n m away</source>
            <translation>
                <numerusform>%n m away</numerusform>
                <numerusform>%n m away</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReviewPage</name>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n waiting</numerusform>
                <numerusform>%n waiting</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n flagged</source>
            <translation>
                <numerusform>%n flagged</numerusform>
                <numerusform>%n flagged</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n approved.</source>
            <translation>
                <numerusform>%n approved.</numerusform>
                <numerusform>%n approved.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReviewQueue</name>
        <message numerus="yes">
            <source>Approve %n with no flags</source>
            <translation>
                <numerusform>Approve %n with no flags</numerusform>
                <numerusform>Approve %n with no flags</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SeenCard</name>
        <message numerus="yes">
            <source>%n photo(s)</source>
            <translation>
                <numerusform>%n photo</numerusform>
                <numerusform>%n photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Keeping %n photo(s)…</source>
            <translation>
                <numerusform>Keeping %n photo…</numerusform>
                <numerusform>Keeping %n photos…</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SignOutPage</name>
        <message numerus="yes">
            <source>%n change(s) not sent</source>
            <translation>
                <numerusform>%n change not sent</numerusform>
                <numerusform>%n changes not sent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n photo(s) not sent</source>
            <translation>
                <numerusform>%n photo not sent</numerusform>
                <numerusform>%n photos not sent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n half-filled form(s)</source>
            <translation>
                <numerusform>%n half-filled form</numerusform>
                <numerusform>%n half-filled forms</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) wait for a decision</source>
            <translation>
                <numerusform>%n change waits for a decision</numerusform>
                <numerusform>%n changes wait for a decision</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) the city could not take</source>
            <translation>
                <numerusform>%n change the city could not take</numerusform>
                <numerusform>%n changes the city could not take</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SyncDetail</name>
        <message numerus="yes">
            <source>One fix closed %n jobs: {names}</source>
            <translation>
                <numerusform>One fix closed %n job: {names}</numerusform>
                <numerusform>One fix closed %n jobs: {names}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Undo all %n</source>
            <translation>
                <numerusform>Undo %n</numerusform>
                <numerusform>Undo all %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SyncPage</name>
        <message numerus="yes">
            <source>Work on %n job(s)</source>
            <translation>
                <numerusform>Work on %n job</numerusform>
                <numerusform>Work on %n jobs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n need(s) a decision</source>
            <translation>
                <numerusform>%n needs a decision</numerusform>
                <numerusform>%n need a decision</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TodayNotices</name>
        <message numerus="yes">
            <source>First download: %n job(s) so far. You can start with these.</source>
            <translation>
                <numerusform>First download: %n job so far. You can start with it.</numerusform>
                <numerusform>First download: %n jobs so far. You can start with these.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>And %n more.</source>
            <translation>
                <numerusform>And %n more.</numerusform>
                <numerusform>And %n more.</numerusform>
            </translation>
        </message>
    </context>
</TS>
