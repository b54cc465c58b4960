<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>BarPlot</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>95 %: %1 to %2</source>
        <translation>95 %: %1 bis %2</translation>
    </message>
    <message>
        <source>zoomed, Esc resets</source>
        <translation>vergrößert, Esc setzt zurück</translation>
    </message>
    <message>
        <source>floor: %1</source>
        <translation>Untergrenze: %1</translation>
    </message>
</context>
<context>
    <name>BenchVerdict</name>
    <message>
        <source>%1 (%2): </source>
        <translation>%1 (%2): </translation>
    </message>
    <message>
        <source>; measured %1, target %2</source>
        <translation>; gemessen %1, Ziel %2</translation>
    </message>
    <message>
        <source>, stretch %1</source>
        <translation>, ehrgeiziges Ziel %1</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>kein Ziel</translation>
    </message>
    <message>
        <source>The performance guide sets no target for this row.</source>
        <translation>Der Leistungsleitfaden setzt für diese Zeile kein Ziel.</translation>
    </message>
    <message>
        <source>missed %1</source>
        <translation>verfehlt %1</translation>
    </message>
    <message>
        <source>stretch</source>
        <translation>ehrgeiziges Ziel erreicht</translation>
    </message>
    <message>
        <source>met</source>
        <translation>erreicht</translation>
    </message>
</context>
<context>
    <name>ChangeWords</name>
    <message>
        <source>faster</source>
        <translation>schneller</translation>
    </message>
    <message>
        <source>better</source>
        <translation>besser</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>schlechter</translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>unentschieden</translation>
    </message>
    <message>
        <source>insufficient</source>
        <translation>zu wenige Läufe</translation>
    </message>
    <message>
        <source>stretch met</source>
        <translation>Wunschziel erreicht</translation>
    </message>
    <message>
        <source>met</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>verfehlt</translation>
    </message>
    <message>
        <source>beyond the ceiling</source>
        <translation>über der Obergrenze</translation>
    </message>
    <message>
        <source>not measurable here</source>
        <translation>hier nicht messbar</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>close: the interval holds the %1</source>
        <translation>knapp: Das Intervall enthält: %1</translation>
    </message>
    <message>
        <source>%1 (95 %: %2 to %3)</source>
        <translation>%1 (95 %: %2 bis %3)</translation>
    </message>
</context>
<context>
    <name>ClaimVerdict</name>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>supported</source>
        <translation>gestützt</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>nicht gestützt</translation>
    </message>
    <message>
        <source>not testable here</source>
        <translation>hier nicht prüfbar</translation>
    </message>
    <message>
        <source>insufficient</source>
        <translation>unzureichend</translation>
    </message>
    <message>
        <source>contradicts</source>
        <translation>widerspricht</translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>jede Größe</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>Ziel %1</translation>
    </message>
    <message>
        <source>stretch goal %1</source>
        <translation>Wunschziel %1</translation>
    </message>
    <message>
        <source>measured %1</source>
        <translation>gemessen %1</translation>
    </message>
    <message>
        <source>%1: which targets are met?</source>
        <translation>%1: Welche Ziele sind erreicht?</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>atoms, or input</source>
        <translation>Atome oder Eingabe</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>What is asked for; the stretch goal stands in the tool tip</source>
        <translation>Was verlangt ist; das Wunschziel steht im Hinweis</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Median and its 95 % interval</source>
        <translation>Median mit seinem 95-%-Intervall</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Wie sicher</translation>
    </message>
    <message>
        <source>Or what would measure it</source>
        <translation>Oder was es messen würde</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Vergleichswerte</translation>
    </message>
    <message>
        <source>Figures of others, on other machines</source>
        <translation>Werte anderer, auf anderen Maschinen</translation>
    </message>
    <message>
        <source>Judged row</source>
        <translation>Beurteilte Zeile</translation>
    </message>
    <message>
        <source>Decided otherwise by</source>
        <translation>Anders entschieden von</translation>
    </message>
    <message>
        <source>Targets of other groups that the same row decides otherwise</source>
        <translation>Ziele anderer Gruppen, die dieselbe Zeile anders entscheidet</translation>
    </message>
    <message>
        <source>; the worst of %1 rows, %2 meet it</source>
        <translation>; die schlechteste von %1 Zeilen, %2 erreichen es</translation>
    </message>
</context>
<context>
    <name>ErrorBanner</name>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The file cannot be read or written</source>
        <translation>Die Datei kann nicht gelesen oder geschrieben werden</translation>
    </message>
    <message>
        <source>This is no space file</source>
        <translation>Das ist keine Space-Datei</translation>
    </message>
    <message>
        <source>This version is not supported</source>
        <translation>Diese Version wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The file is damaged</source>
        <translation>Die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>A limit was reached</source>
        <translation>Eine Grenze wurde erreicht</translation>
    </message>
    <message>
        <source>This request makes no sense</source>
        <translation>Diese Anfrage ergibt keinen Sinn</translation>
    </message>
    <message>
        <source>Not everything can be kept</source>
        <translation>Nicht alles kann erhalten bleiben</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>An error in Spacebench</source>
        <translation>Ein Fehler in Spacebench</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>%1 (byte %2)</source>
        <translation>%1 (Byte %2)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>While</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>The output is wrong</source>
        <translation>Die Ausgabe ist falsch</translation>
    </message>
</context>
<context>
    <name>SpacePage</name>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Trie</source>
        <translation>Trie</translation>
    </message>
    <message>
        <source>Atoms</source>
        <translation>Atome</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
</context>
<context>
    <name>TechniqueSamples</name>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % von</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % bis</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>allocations</source>
        <translation>Anforderungen</translation>
    </message>
    <message>
        <source>bytes allocated</source>
        <translation>Bytes allokiert</translation>
    </message>
    <message>
        <source>peak heap</source>
        <translation>Heap-Spitze</translation>
    </message>
    <message>
        <source>peak resident</source>
        <translation>im Speicher, höchstens</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>write calls</source>
        <translation>Schreibaufrufe</translation>
    </message>
    <message>
        <source>read calls</source>
        <translation>Leseaufrufe</translation>
    </message>
    <message>
        <source>CPU in the program</source>
        <translation>CPU im Programm</translation>
    </message>
    <message>
        <source>CPU in the system</source>
        <translation>CPU im System</translation>
    </message>
    <message>
        <source>CPU utilisation</source>
        <translation>CPU-Auslastung</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>locks taken</source>
        <translation>Sperren genommen</translation>
    </message>
    <message>
        <source>page faults, minor</source>
        <translation>Seitenfehler, klein</translation>
    </message>
    <message>
        <source>page faults, major</source>
        <translation>Seitenfehler, groß</translation>
    </message>
    <message>
        <source>context switches, waiting</source>
        <translation>Kontextwechsel, wartend</translation>
    </message>
    <message>
        <source>context switches, forced</source>
        <translation>Kontextwechsel, erzwungen</translation>
    </message>
    <message>
        <source>compared with the reference: %1</source>
        <translation>mit der Referenz verglichen: %1</translation>
    </message>
    <message>
        <source>ran in a process of its own</source>
        <translation>lief in einem eigenen Prozess</translation>
    </message>
    <message>
        <source>claimed: %1</source>
        <translation>behauptet: %1</translation>
    </message>
    <message>
        <source>measured: %1</source>
        <translation>gemessen: %1</translation>
    </message>
    <message>
        <source>whole task: %1</source>
        <translation>ganze Aufgabe: %1</translation>
    </message>
    <message>
        <source>counted in a run of its own</source>
        <translation>in einem eigenen Lauf gezählt</translation>
    </message>
</context>
<context>
    <name>XyPlot</name>
    <message>
        <source>%1 (95 %: %2 to %3)</source>
        <translation>%1 (95 %: %2 bis %3)</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Look inside MORK space files, convert them, and measure how fast they are.</source>
        <translation>MORK-Space-Dateien ansehen, umwandeln und messen, wie schnell sie sind.</translation>
    </message>
    <message>
        <source>Open the built-in sample of 100,000 atoms.</source>
        <translation>Das eingebaute Beispiel mit 100,000 Atomen öffnen.</translation>
    </message>
    <message>
        <source>Space files to open, each in a tab.</source>
        <translation>Space-Dateien, jede öffnet sich in einem Reiter.</translation>
    </message>
</context>
<context>
    <name>spacebench::app::EvidenceRecorder</name>
    <message>
        <source>Record evidence</source>
        <translation>Belege festhalten</translation>
    </message>
</context>
<context>
    <name>spacebench::app::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>Das &amp;Beispiel öffnen</translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation>&amp;Neu laden</translation>
    </message>
    <message>
        <source>&amp;Close tab</source>
        <translation>Reiter &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>No recent files</source>
        <translation>Keine zuletzt geöffneten Dateien</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Find or filter</source>
        <translation>&amp;Suchen oder filtern</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>&amp;Rückwärts suchen</translation>
    </message>
    <message>
        <source>&amp;Go to number or offset</source>
        <translation>&amp;Gehe zu Nummer oder Offset</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>&amp;Vor</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Summary</source>
        <translation>&amp;Übersicht</translation>
    </message>
    <message>
        <source>&amp;Trie</source>
        <translation>&amp;Trie</translation>
    </message>
    <message>
        <source>&amp;Atoms</source>
        <translation>&amp;Atome</translation>
    </message>
    <message>
        <source>&amp;Entries</source>
        <translation>&amp;Einträge</translation>
    </message>
    <message>
        <source>&amp;Bytes</source>
        <translation>&amp;Bytes</translation>
    </message>
    <message>
        <source>&amp;Next tab</source>
        <translation>&amp;Nächster Reiter</translation>
    </message>
    <message>
        <source>&amp;Previous tab</source>
        <translation>&amp;Voriger Reiter</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>A&amp;ppearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>&amp;Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Space</source>
        <translation>&amp;Space</translation>
    </message>
    <message>
        <source>&amp;Convert…</source>
        <translation>&amp;Umwandeln…</translation>
    </message>
    <message>
        <source>&amp;Verify…</source>
        <translation>&amp;Prüfen…</translation>
    </message>
    <message>
        <source>&amp;Salvage…</source>
        <translation>&amp;Retten…</translation>
    </message>
    <message>
        <source>Com&amp;pare contents…</source>
        <translation>Inhalte &amp;vergleichen…</translation>
    </message>
    <message>
        <source>&amp;Generate…</source>
        <translation>&amp;Erzeugen…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;What is this?</source>
        <translation>&amp;Was ist das?</translation>
    </message>
    <message>
        <source>&amp;About Spacebench</source>
        <translation>&amp;Über Spacebench</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>Was ist das?</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>About Spacebench</source>
        <translation>Über Spacebench</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Spacebench %1&lt;/h3&gt;&lt;p&gt;A workbench for MORK space files.&lt;/p&gt;&lt;p&gt;The window is licensed under the GNU GPL, version 3 or later; the core under the Apache License 2.0. Charts by QCustomPlot, Qt %2.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Spacebench %1&lt;/h3&gt;&lt;p&gt;Eine Werkbank für MORK-Space-Dateien.&lt;/p&gt;&lt;p&gt;Das Fenster steht unter der GNU GPL, Version 3 oder später, der Kern unter der Apache License 2.0. Diagramme von QCustomPlot, Qt %2.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Spacebench</source>
        <translation>Spacebench</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Dateien öffnen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Look inside open spaces</source>
        <translation>In offene Spaces hineinsehen</translation>
    </message>
    <message>
        <source>Bench</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure how fast, frugal and small each format is</source>
        <translation>Messen, wie schnell, sparsam und klein jedes Format ist</translation>
    </message>
    <message>
        <source>No space is open.</source>
        <translation>Kein Space ist offen.</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>Dateien öffnen…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>%1, cores: %2</source>
        <translation>%1, Kerne: %2</translation>
    </message>
    <message>
        <source>Open spaces</source>
        <translation>Spaces öffnen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>mapped</source>
        <translation>eingeblendet</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>im Speicher</translation>
    </message>
    <message>
        <source>atom %1 of %2</source>
        <translation>Atom %1 von %2</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>Find out which compression is best for a space</source>
        <translation>Herausfinden, welche Kompression für einen Space die beste ist</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>&amp;Messen</translation>
    </message>
    <message>
        <source>&amp;Benchmark</source>
        <translation>&amp;Benchmark</translation>
    </message>
    <message>
        <source>&amp;Codec lab</source>
        <translation>&amp;Codec-Labor</translation>
    </message>
    <message>
        <source>Tech</source>
        <translation>Technik</translation>
    </message>
    <message>
        <source>Switch techniques on and off, and see what each does</source>
        <translation>Techniken ein- und ausschalten und sehen, was jede bewirkt</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>Every claim of the performance guide, and what was measured here</source>
        <translation>Jede Aussage des Leistungsleitfadens, und was hier gemessen wurde</translation>
    </message>
    <message>
        <source>&amp;Techniques</source>
        <translation>&amp;Techniken</translation>
    </message>
    <message>
        <source>C&amp;laims</source>
        <translation>&amp;Aussagen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Set runs side by side: before, after, verdict</source>
        <translation>Läufe nebeneinander: vorher, nachher, Urteil</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Every run that was recorded</source>
        <translation>Alle aufgezeichneten Läufe</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>A run against tables of targets</source>
        <translation>Ein Lauf gegen Tabellen von Zielen</translation>
    </message>
    <message>
        <source>Open a run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>C&amp;ompare runs</source>
        <translation>Läufe &amp;vergleichen</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>Ver&amp;lauf</translation>
    </message>
    <message>
        <source>Ta&amp;rgets</source>
        <translation>&amp;Ziele</translation>
    </message>
    <message>
        <source>Jobs still running: %1. They are cancelled; what was measured is kept.</source>
        <translation>Noch laufende Aufträge: %1. Sie werden abgebrochen; was gemessen wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Plans that wait are forgotten: %1.</source>
        <translation>Wartende Pläne werden vergessen: %1.</translation>
    </message>
    <message>
        <source>Quit?</source>
        <translation>Beenden?</translation>
    </message>
    <message>
        <source>Keeping what was measured and changed; the window closes then</source>
        <translation>Gemessenes und Geändertes wird gesichert; danach schließt sich das Fenster</translation>
    </message>
    <message>
        <source>What was measured or changed is still being kept. Quit now, and lose it?</source>
        <translation>Gemessenes oder Geändertes wird noch gesichert. Jetzt beenden und es verlieren?</translation>
    </message>
    <message>
        <source>Measured runs that could not be kept in the history, and would be lost: %1. The bench page can try again, or save the last one to a file.</source>
        <translation>Gemessene Läufe, die nicht im Verlauf behalten werden konnten und verloren gingen: %1. Die Seite „Messung“ kann es noch einmal versuchen oder den letzten in eine Datei speichern.</translation>
    </message>
    <message>
        <source>The plan that was edited as JSON is not saved.</source>
        <translation>Der als JSON bearbeitete Plan ist nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>spacebench::app::RunRecorder</name>
    <message>
        <source>Record the run</source>
        <translation>Lauf aufzeichnen</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::AdvisorPanel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Spacebench&apos;s own container too</source>
        <translation>Auch Spacebenchs eigener Container</translation>
    </message>
    <message>
        <source>Show row</source>
        <translation>Zeile zeigen</translation>
    </message>
    <message>
        <source>The performance guide&apos;s rule</source>
        <translation>Die Regel des Leistungsleitfadens</translation>
    </message>
    <message>
        <source>Show its row</source>
        <translation>Ihre Zeile zeigen</translation>
    </message>
    <message>
        <source>Save settings JSON...</source>
        <translation>Einstellungen als JSON...</translation>
    </message>
    <message>
        <source>Copy command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>The advice follows when something was measured.</source>
        <translation>Der Rat folgt, sobald etwas gemessen ist.</translation>
    </message>
    <message>
        <source>What matters most?</source>
        <translation>Worauf kommt es an?</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Stored bytes alone</source>
        <translation>Allein die gespeicherten Bytes</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Compression and decompression, equally</source>
        <translation>Kompression und Dekompression zu gleichen Teilen</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Size and both times, equally</source>
        <translation>Größe und beide Zeiten zu gleichen Teilen</translation>
    </message>
    <message>
        <source>Own weights</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>As the sliders say</source>
        <translation>Wie die Regler es sagen</translation>
    </message>
    <message>
        <source>Front coding in columns before the codec: smaller, but only Spacebench reads it</source>
        <translation>Präfixkodierung in Spalten vor dem Codec: kleiner, aber nur Spacebench liest es</translation>
    </message>
    <message>
        <source>Compress</source>
        <translation>Packen</translation>
    </message>
    <message>
        <source>Decompress</source>
        <translation>Entpacken</translation>
    </message>
    <message>
        <source>Weight of: %1</source>
        <translation>Gewicht von: %1</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>What the pick must reach, whatever else matters</source>
        <translation>Was die Wahl erreichen muss, worauf es sonst auch ankommt</translation>
    </message>
    <message>
        <source>Compress at least</source>
        <translation>Packen mindestens</translation>
    </message>
    <message>
        <source> MB/s</source>
        <translation> MB/s</translation>
    </message>
    <message>
        <source>Raw bytes; 1 MB = 1,000,000 B. 0 = any</source>
        <translation>Rohe Bytes; 1 MB = 1.000.000 B. 0 = beliebig</translation>
    </message>
    <message>
        <source>Decompress at least</source>
        <translation>Entpacken mindestens</translation>
    </message>
    <message>
        <source>Store at most</source>
        <translation>Speichern höchstens</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>1 MB = 1,000,000 B. 0 = any</source>
        <translation>1 MB = 1.000.000 B. 0 = beliebig</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>From sampled blocks: sizes and times are extrapolated, with the intervals given.</source>
        <translation>Aus Stichproben: Größen und Zeiten sind hochgerechnet, mit den genannten Intervallen.</translation>
    </message>
    <message>
        <source>Measure in full</source>
        <translation>Ganz messen</translation>
    </message>
    <message>
        <source>Run the full measurement with the same form</source>
        <translation>Die volle Messung mit denselben Angaben starten</translation>
    </message>
    <message>
        <source>The spacectl line that stores the input that way</source>
        <translation>Die spacectl-Zeile, die die Eingabe so speichert</translation>
    </message>
    <message>
        <source>The choice with its evidence, as JSON</source>
        <translation>Die Wahl mit ihrem Ziel als JSON</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>Nimm %1</translation>
    </message>
    <message>
        <source>Nothing that was measured meets this</source>
        <translation>Nichts von dem Gemessenen erfüllt das</translation>
    </message>
    <message>
        <source>95 %: %1 to %2</source>
        <translation>95 %: %1 bis %2</translation>
    </message>
    <message>
        <source>one sample: no interval</source>
        <translation>eine Messung: kein Intervall</translation>
    </message>
    <message>
        <source>It picks the same row.</source>
        <translation>Sie wählt dieselbe Zeile.</translation>
    </message>
    <message>
        <source>No difference to %1 could be shown: %2 costlier (%3).</source>
        <translation>Kein Unterschied zu %1 nachweisbar: %2 teurer (%3).</translation>
    </message>
    <message>
        <source>Following it costs %1 more than %2 (%3).</source>
        <translation>Ihr zu folgen kostet %1 mehr als %2 (%3).</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::AtomRows</name>
    <message>
        <source>Read atoms</source>
        <translation>Atome lesen</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Atom</source>
        <translation>Atom</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Length (B)</source>
        <translation>Länge (B)</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>%1
No expression: %2, at byte %3</source>
        <translation>%1
Kein Ausdruck: %2, bei Byte %3</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::AtomsPage</name>
    <message>
        <source>Text contains</source>
        <translation>Text enthält</translation>
    </message>
    <message>
        <source>Text starts with</source>
        <translation>Text beginnt mit</translation>
    </message>
    <message>
        <source>Bytes start with (hex)</source>
        <translation>Bytes beginnen mit (hex)</translation>
    </message>
    <message>
        <source>How to filter</source>
        <translation>Wie gefiltert wird</translation>
    </message>
    <message>
        <source>Filter (Ctrl+F)</source>
        <translation>Filter (Strg+F)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Go to # (Ctrl+G)</source>
        <translation>Gehe zu # (Strg+G)</translation>
    </message>
    <message>
        <source>Go to number</source>
        <translation>Gehe zu Nummer</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Write the rows shown, or the selected ones where there are several, to a file</source>
        <translation>Die gezeigten Zeilen, oder die ausgewählten, wo es mehrere sind, in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Atoms</source>
        <translation>Atome</translation>
    </message>
    <message>
        <source>Copy rows as TSV</source>
        <translation>Zeilen als TSV kopieren</translation>
    </message>
    <message>
        <source>Export rows…</source>
        <translation>Zeilen exportieren…</translation>
    </message>
    <message>
        <source>The space is empty: it holds no path.</source>
        <translation>Der Space ist leer: Er enthält keinen Pfad.</translation>
    </message>
    <message>
        <source>Not hex: two digits a byte</source>
        <translation>Kein Hex: zwei Ziffern je Byte</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>%1 filtern</translation>
    </message>
    <message>
        <source>No atom matches. Clear the filter with Esc.</source>
        <translation>Kein Atom passt. Esc löscht den Filter.</translation>
    </message>
    <message>
        <source>filtering… %1</source>
        <translation>filtere… %1</translation>
    </message>
    <message>
        <source>%1 of %2 atoms</source>
        <translation>%1 von %2 Atomen</translation>
    </message>
    <message>
        <source>%1 atoms</source>
        <translation>%1 Atome</translation>
    </message>
    <message>
        <source>%1 atoms so far…</source>
        <translation>bisher %1 Atome…</translation>
    </message>
    <message>
        <source>, %1 selected</source>
        <translation>, %1 ausgewählt</translation>
    </message>
    <message>
        <source>No atom has number %1</source>
        <translation>Kein Atom hat die Nummer %1</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>Keine Zahl</translation>
    </message>
    <message>
        <source>More than %1 rows: export them instead</source>
        <translation>Mehr als %1 Zeilen: bitte exportieren</translation>
    </message>
    <message>
        <source>Copy %1 rows</source>
        <translation>%1 Zeilen kopieren</translation>
    </message>
    <message>
        <source>Export atoms</source>
        <translation>Atome exportieren</translation>
    </message>
    <message>
        <source>Table: number, atom, hex, length, value (*.tsv);;Atoms as text (*.metta *.txt)</source>
        <translation>Tabelle: Nummer, Atom, Hex, Länge, Wert (*.tsv);;Atome als Text (*.metta *.txt)</translation>
    </message>
    <message>
        <source>Export to %1</source>
        <translation>Nach %1 exportieren</translation>
    </message>
    <message>
        <source>%1 atoms in %2</source>
        <translation>%1 Atome in %2</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::BarChart</name>
    <message>
        <source>stretch</source>
        <translation>ehrgeiziges Ziel erreicht</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::BenchForm</name>
    <message>
        <source>&amp;Input</source>
        <translation>&amp;Eingabe</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Text formats</source>
        <translation>Textformate</translation>
    </message>
    <message>
        <source>Choose at least one operation.</source>
        <translation>Mindestens eine Operation wählen.</translation>
    </message>
    <message>
        <source>Choose at least one format.</source>
        <translation>Mindestens ein Format wählen.</translation>
    </message>
    <message>
        <source>%1 atoms</source>
        <translation>%1 Atome</translation>
    </message>
    <message>
        <source>Choose at least one size.</source>
        <translation>Wählen Sie mindestens eine Größe.</translation>
    </message>
    <message>
        <source>&amp;Runs</source>
        <translation>&amp;Läufe</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Fresh worker processes a row; fewer than nine give figures, but no verdict</source>
        <translation>Frische Arbeitsprozesse je Zeile; weniger als neun geben Zahlen, aber kein Urteil</translation>
    </message>
    <message>
        <source>&amp;Codecs</source>
        <translation>&amp;Codecs</translation>
    </message>
    <message>
        <source>Codecs</source>
        <translation>Codecs</translation>
    </message>
    <message>
        <source>default, zlib:6, zstd:1..9: each codec and level is a row</source>
        <translation>default, zlib:6, zstd:1..9: Jeder Codec und jede Stufe ist eine Zeile</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>1, 2, 0: so many threads in a worker; 0 = as many as there are processors</source>
        <translation>1, 2, 0: so viele Threads in einem Arbeitsprozess; 0 = so viele, wie Prozessoren da sind</translation>
    </message>
    <message>
        <source>As the product does it</source>
        <translation>Wie das Produkt es tut</translation>
    </message>
    <message>
        <source>As the guide&apos;s present code does it</source>
        <translation>Wie der jetzige Code des Leitfadens es tut</translation>
    </message>
    <message>
        <source>With every technique that helps</source>
        <translation>Mit jeder Technik, die hilft</translation>
    </message>
    <message>
        <source>Switches</source>
        <translation>Schalter</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>From and to</source>
        <translation>Von und nach</translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>Warm</translation>
    </message>
    <message>
        <source>Cold</source>
        <translation>Kalt</translation>
    </message>
    <message>
        <source>Pages of the file are dropped before each sample, and checked</source>
        <translation>Die Seiten der Datei werden vor jeder Stichprobe verdrängt; das wird geprüft</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>&amp;Warm-up</source>
        <translation>Au&amp;fwärmen</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>Iterations before the sample, in each worker</source>
        <translation>Durchgänge vor der Stichprobe, in jedem Arbeitsprozess</translation>
    </message>
    <message>
        <source>Shortest samp&amp;le</source>
        <translation>&amp;Kürzeste Stichprobe</translation>
    </message>
    <message>
        <source>Shortest sample</source>
        <translation>Kürzeste Stichprobe</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Iterations are batched to at least that</source>
        <translation>Durchgänge werden mindestens so lange zusammengefasst</translation>
    </message>
    <message>
        <source>Time &amp;budget</source>
        <translation>Zeitb&amp;udget</translation>
    </message>
    <message>
        <source>Time budget</source>
        <translation>Zeitbudget</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>No sample begins after that time, preparation and pauses not counted; what it did not reach says so</source>
        <translation>Nach dieser Zeit beginnt keine Stichprobe mehr, Vorbereitung und Pausen nicht gezählt; was nicht erreicht wurde, sagt es</translation>
    </message>
    <message>
        <source>as long as it takes</source>
        <translation>so lange es dauert</translation>
    </message>
    <message>
        <source>Interval &amp;goal</source>
        <translation>Intervall&amp;ziel</translation>
    </message>
    <message>
        <source>Interval goal</source>
        <translation>Intervallziel</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>A row ends when half its interval is below that share</source>
        <translation>Eine Zeile endet, wenn ihr halbes Intervall unter diesem Anteil liegt</translation>
    </message>
    <message>
        <source>all runs</source>
        <translation>alle Läufe</translation>
    </message>
    <message>
        <source>Pi&amp;n to</source>
        <translation>Hefte&amp;n an</translation>
    </message>
    <message>
        <source>Pin to</source>
        <translation>Heften an</translation>
    </message>
    <message>
        <source>none; cores: one processor a core; 0,2: these processors</source>
        <translation>none: keine; cores: ein Prozessor je Kern; 0,2: diese Prozessoren</translation>
    </message>
    <message>
        <source>A process a sample</source>
        <translation>Ein Prozess je Stichprobe</translation>
    </message>
    <message>
        <source>In this program</source>
        <translation>In diesem Programm</translation>
    </message>
    <message>
        <source>Isolation</source>
        <translation>Isolation</translation>
    </message>
    <message>
        <source>In this program is for profilers and debuggers; reports say so</source>
        <translation>In diesem Programm: für Profiler und Debugger; Berichte sagen es</translation>
    </message>
    <message>
        <source>Is&amp;olation</source>
        <translation>Is&amp;olation</translation>
    </message>
    <message>
        <source>See&amp;d of the order</source>
        <translation>Startwe&amp;rt der Reihenfolge</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Of the random order of the runs</source>
        <translation>Der zufälligen Reihenfolge der Läufe</translation>
    </message>
    <message>
        <source>Measure the noise floor</source>
        <translation>Grundrauschen messen</translation>
    </message>
    <message>
        <source>Two hidden rows of the same thing: what they differ by is noise</source>
        <translation>Zwei verborgene Zeilen derselben Sache: Worin sie sich unterscheiden, ist Rauschen</translation>
    </message>
    <message>
        <source>T&amp;ags</source>
        <translation>Schla&amp;gwörter</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Words by which the history finds the run</source>
        <translation>Wörter, unter denen der Verlauf den Lauf findet</translation>
    </message>
    <message>
        <source>A list below &quot;More&quot; is empty.</source>
        <translation>Eine Liste unter „Mehr“ ist leer.</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::BenchResultsView</name>
    <message>
        <source>Speed as</source>
        <translation>Tempo als</translation>
    </message>
    <message>
        <source>atoms/s</source>
        <translation>Atome/s</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>Framed raw bytes; 1 MB = 1,000,000 B</source>
        <translation>Gerahmte Rohbytes; 1 MB = 1,000,000 B</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Memory as</source>
        <translation>Speicher als</translation>
    </message>
    <message>
        <source>allocations</source>
        <translation>Anforderungen</translation>
    </message>
    <message>
        <source>peak heap</source>
        <translation>Heap-Spitze</translation>
    </message>
    <message>
        <source>Highest live heap above the input, over the stored size</source>
        <translation>Höchster lebender Heap über der Eingabe, je gespeicherter Größe</translation>
    </message>
    <message>
        <source>Raw samples</source>
        <translation>Rohe Messungen</translation>
    </message>
    <message>
        <source>Every sample of the selected row</source>
        <translation>Jede Messung der gewählten Zeile</translation>
    </message>
    <message>
        <source>Benchmark results</source>
        <translation>Messergebnisse</translation>
    </message>
    <message>
        <source>Copy with headers (TSV)</source>
        <translation>Mit Kopfzeile kopieren (TSV)</translation>
    </message>
    <message>
        <source>Choose a row of the table or a bar of a chart.</source>
        <translation>Eine Tabellenzeile oder einen Balken wählen.</translation>
    </message>
    <message>
        <source>Sort as measured</source>
        <translation>Wie gemessen sortieren</translation>
    </message>
    <message>
        <source>Time of one run of each row</source>
        <translation>Zeit eines Laufs jeder Zeile</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Which columns the table shows</source>
        <translation>Welche Spalten die Tabelle zeigt</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::BenchTableModel</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1:1</source>
        <translation>%1:1</translation>
    </message>
    <message>
        <source>Not measurable in this build (allocation counting is off).</source>
        <translation>In diesem Build nicht messbar (das Zählen der Anforderungen ist aus).</translation>
    </message>
    <message>
        <source>%1 ns, median of %2 runs</source>
        <translation>%1 ns, Median von %2 Läufen</translation>
    </message>
    <message>
        <source>%1 ns to %2 ns, 95 % interval of the median</source>
        <translation>%1 ns bis %2 ns, 95-%-Intervall des Medians</translation>
    </message>
    <message>
        <source>%1 atoms/s</source>
        <translation>%1 Atome/s</translation>
    </message>
    <message>
        <source>%1 B/s of framed raw bytes; 1 MB = 1,000,000 B</source>
        <translation>%1 B/s gerahmte Rohbytes; 1 MB = 1,000,000 B</translation>
    </message>
    <message>
        <source>%1 B raw (framed) : %2 B stored</source>
        <translation>%1 B roh (gerahmt) : %2 B gespeichert</translation>
    </message>
    <message>
        <source>%1 allocations, %2 B in all</source>
        <translation>%1 Anforderungen, zusammen %2 B</translation>
    </message>
    <message>
        <source>%1 allocations</source>
        <translation>%1 Anforderungen</translation>
    </message>
    <message>
        <source>%1 B above what was live before the run</source>
        <translation>%1 B über dem, was vor dem Lauf lebte</translation>
    </message>
    <message>
        <source>%1 times the %2 ns that copying the raw bytes took in this run</source>
        <translation>%1-mal die %2 ns, die das Kopieren der Rohbytes in dieser Messung brauchte</translation>
    </message>
    <message>
        <source>95 % bootstrap interval of the median; sorts by its width</source>
        <translation>95-%-Bootstrap-Intervall des Medians; sortiert nach seiner Breite</translation>
    </message>
    <message>
        <source>Framed raw bytes (each path with a 4-byte length) a second; 1 MB = 1,000,000 B</source>
        <translation>Gerahmte Rohbytes (jeder Pfad mit 4 Bytes Länge) je Sekunde; 1 MB = 1,000,000 B</translation>
    </message>
    <message>
        <source>Framed raw bytes : stored bytes</source>
        <translation>Gerahmte Rohbytes : gespeicherte Bytes</translation>
    </message>
    <message>
        <source>Calls to the allocator in one run, all libraries included</source>
        <translation>Speicheranforderungen in einem Lauf, alle Bibliotheken eingeschlossen</translation>
    </message>
    <message>
        <source>Highest live heap in a run, above the input</source>
        <translation>Höchster lebender Heap in einem Lauf, über der Eingabe</translation>
    </message>
    <message>
        <source>Median time over the time that copying the raw bytes took in the same run</source>
        <translation>Median geteilt durch die Zeit, die das Kopieren der Rohbytes in derselben Messung brauchte</translation>
    </message>
    <message>
        <source>Against the targets of the performance guide</source>
        <translation>Gegen die Ziele des Leistungsleitfadens</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>Atoms</source>
        <translation>Atome</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>atoms/s</source>
        <translation>Atome/s</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Peak heap</source>
        <translation>Heap-Spitze</translation>
    </message>
    <message>
        <source>x memcpy</source>
        <translation>x memcpy</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>No floor is known for this operation and format.</source>
        <translation>Für diese Operation und dieses Format ist keine Untergrenze bekannt.</translation>
    </message>
    <message>
        <source>The floor is what nothing can do without: %1</source>
        <translation>Die Untergrenze ist, worauf nichts verzichten kann: %1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>The best that could be reached here, in times of copying the raw bytes; sorts by the distance to it</source>
        <translation>Das Beste, was hier erreichbar wäre, als Vielfaches des Kopierens der Rohbytes; sortiert nach dem Abstand dazu</translation>
    </message>
    <message>
        <source>Allocs</source>
        <translation>Anford.</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>Untergrenze</translation>
    </message>
    <message>
        <source>Floor made of</source>
        <translation>Untergrenze aus</translation>
    </message>
    <message>
        <source>This machine does not say.</source>
        <translation>Diese Maschine sagt es nicht.</translation>
    </message>
    <message>
        <source>%1: %2 (%3 to %4), %5 samples</source>
        <translation>%1: %2 (%3 bis %4), %5 Stichproben</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation>%1, %2 gescheitert</translation>
    </message>
    <message>
        <source>Highest resident memory above that before the run, over the stored bytes</source>
        <translation>Höchster residenter Speicher über dem vor dem Lauf, geteilt durch die gespeicherten Bytes</translation>
    </message>
    <message>
        <source>Processor time over wall time, over the threads that the worker had</source>
        <translation>Prozessorzeit durch Wanduhrzeit, geteilt durch die Threads des Arbeitsprozesses</translation>
    </message>
    <message>
        <source>Bytes read and written over what the disk itself can, in this session</source>
        <translation>Gelesene und geschriebene Bytes, gemessen an dem, was der Datenträger in dieser Sitzung selbst kann</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Switches</source>
        <translation>Schalter</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>CPU use</source>
        <translation>CPU-Nutzung</translation>
    </message>
    <message>
        <source>Peak resident</source>
        <translation>Höchster Speicher</translation>
    </message>
    <message>
        <source>Page faults</source>
        <translation>Seitenfehler</translation>
    </message>
    <message>
        <source>Major faults</source>
        <translation>Große Seitenfehler</translation>
    </message>
    <message>
        <source>Context switches</source>
        <translation>Kontextwechsel</translation>
    </message>
    <message>
        <source>Disk share</source>
        <translation>Anteil am Datenträger</translation>
    </message>
    <message>
        <source>One run has no interval.</source>
        <translation>Ein Lauf hat kein Intervall.</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::BenchmarkPage</name>
    <message>
        <source>Charts as PNG...</source>
        <translation>Diagramme als PNG...</translation>
    </message>
    <message>
        <source>Charts as SVG...</source>
        <translation>Diagramme als SVG...</translation>
    </message>
    <message>
        <source>Table as CSV...</source>
        <translation>Tabelle als CSV...</translation>
    </message>
    <message>
        <source>Everything as JSON...</source>
        <translation>Alles als JSON...</translation>
    </message>
    <message>
        <source>Report as HTML...</source>
        <translation>Bericht als HTML...</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Run a benchmark: how fast, how frugal and how small is each format?</source>
        <translation>Eine Messung starten: Wie schnell, wie sparsam und wie klein ist jedes Format?</translation>
    </message>
    <message>
        <source>Run benchmark</source>
        <translation>Messung starten</translation>
    </message>
    <message>
        <source>Benchmark %1</source>
        <translation>%1 messen</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1: waiting for its turn</source>
        <translation>%1: wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>; copying the %1 of raw bytes took %2</source>
        <translation>; das Kopieren der %1 Rohbytes dauerte %2</translation>
    </message>
    <message>
        <source>%1: failed after %2</source>
        <translation>%1: gescheitert nach %2</translation>
    </message>
    <message>
        <source>Save benchmark</source>
        <translation>Messung speichern</translation>
    </message>
    <message>
        <source>%1 (F5)</source>
        <translation>%1 (F5)</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Put what was measured into the history now</source>
        <translation>Das Gemessene jetzt in den Verlauf aufnehmen</translation>
    </message>
    <message>
        <source>Each sample is taken in a fresh process, with nothing else beside it, in random order. Every result is checked against the input. You get the median with its interval, allocations and compression ratio, next to the targets of the performance guide.</source>
        <translation>Jede Stichprobe wird in einem frischen Prozess genommen, ohne etwas daneben, in zufälliger Reihenfolge. Jedes Ergebnis wird mit der Eingabe verglichen. Gezeigt werden der Median mit seinem Intervall, Anforderungen von Speicher und das Kompressionsverhältnis, neben den Zielen des Leistungsleitfadens.</translation>
    </message>
    <message>
        <source>Name as baseline...</source>
        <translation>Als Bezugslauf benennen...</translation>
    </message>
    <message>
        <source>A name under which later runs are compared with this one</source>
        <translation>Ein Name, unter dem spätere Läufe mit diesem verglichen werden</translation>
    </message>
    <message>
        <source>Compare with...</source>
        <translation>Vergleichen mit...</translation>
    </message>
    <message>
        <source>This run beside another one of the history</source>
        <translation>Dieser Lauf neben einem anderen des Verlaufs</translation>
    </message>
    <message>
        <source>Every sample as CSV...</source>
        <translation>Jede Stichprobe als CSV...</translation>
    </message>
    <message>
        <source>Report as Markdown...</source>
        <translation>Bericht als Markdown...</translation>
    </message>
    <message>
        <source>Report as PDF...</source>
        <translation>Bericht als PDF...</translation>
    </message>
    <message>
        <source>Interrupted after %1</source>
        <translation>Unterbrochen nach %1</translation>
    </message>
    <message>
        <source>Interrupted before anything was measured</source>
        <translation>Unterbrochen, bevor etwas gemessen war</translation>
    </message>
    <message>
        <source>; the results are still those of %1</source>
        <translation>; die Ergebnisse sind noch die von %1</translation>
    </message>
    <message>
        <source>Nothing runs.</source>
        <translation>Nichts läuft.</translation>
    </message>
    <message>
        <source>%1: preparing the inputs</source>
        <translation>%1: Eingaben werden vorbereitet</translation>
    </message>
    <message>
        <source>%1: %2 of %3 runs</source>
        <translation>%1: %2 von %3 Läufen</translation>
    </message>
    <message>
        <source>, about %1 left (an estimate)</source>
        <translation>, noch etwa %1 (eine Schätzung)</translation>
    </message>
    <message>
        <source>Paused. %1</source>
        <translation>Angehalten. %1</translation>
    </message>
    <message>
        <source>%1: %2 of %3 measured, every result verified</source>
        <translation>%1: %2 von %3 gemessen, jedes Ergebnis geprüft</translation>
    </message>
    <message>
        <source>%1: interrupted; what was measured is shown (%2)</source>
        <translation>%1: unterbrochen; was gemessen war, ist zu sehen (%2)</translation>
    </message>
    <message>
        <source>%1: interrupted before anything was measured</source>
        <translation>%1: unterbrochen, bevor etwas gemessen war</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>In die Warteschlange</translation>
    </message>
    <message>
        <source>a measured run is not in the history yet: %1</source>
        <translation>Ein gemessener Lauf ist noch nicht im Verlauf: %1</translation>
    </message>
    <message>
        <source>%1 measured runs are not in the history yet: %2</source>
        <translation>%1 gemessene Läufe sind noch nicht im Verlauf: %2</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::BytesPage</name>
    <message>
        <source>File bytes</source>
        <translation>Bytes der Datei</translation>
    </message>
    <message>
        <source>Decompressed frames</source>
        <translation>Entpackte Rahmen</translation>
    </message>
    <message>
        <source>Which bytes</source>
        <translation>Welche Bytes</translation>
    </message>
    <message>
        <source>Find text</source>
        <translation>Text suchen</translation>
    </message>
    <message>
        <source>Find hex</source>
        <translation>Hex suchen</translation>
    </message>
    <message>
        <source>What to find</source>
        <translation>Was gesucht wird</translation>
    </message>
    <message>
        <source>Ctrl+F; next F3, previous Shift+F3</source>
        <translation>Strg+F; weiter F3, zurück Umschalt+F3</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Go to offset (Ctrl+G)</source>
        <translation>Gehe zu Offset (Strg+G)</translation>
    </message>
    <message>
        <source>Decimal, or hex with 0x</source>
        <translation>Dezimal, oder hex mit 0x</translation>
    </message>
    <message>
        <source>Go to offset</source>
        <translation>Gehe zu Offset</translation>
    </message>
    <message>
        <source>Find previous (Shift+F3)</source>
        <translation>Rückwärts suchen (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Find next (F3)</source>
        <translation>Weitersuchen (F3)</translation>
    </message>
    <message>
        <source>searching… %1</source>
        <translation>suche… %1</translation>
    </message>
    <message>
        <source>not hex: two digits a byte</source>
        <translation>kein Hex: zwei Ziffern je Byte</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>found after going round the end</source>
        <translation>gefunden, nach einem Sprung über das Ende</translation>
    </message>
    <message>
        <source>the last byte is %1</source>
        <translation>das letzte Byte ist %1</translation>
    </message>
    <message>
        <source>not an offset</source>
        <translation>kein Offset</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::CellTable</name>
    <message>
        <source>Copy with headers (TSV)</source>
        <translation>Mit Überschriften kopieren (TSV)</translation>
    </message>
    <message>
        <source>Unsorted</source>
        <translation>Unsortiert</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::ChartPanel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy data (TSV)</source>
        <translation>Daten kopieren (TSV)</translation>
    </message>
    <message>
        <source>Save as PNG...</source>
        <translation>Als PNG speichern...</translation>
    </message>
    <message>
        <source>Save as SVG...</source>
        <translation>Als SVG speichern...</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>Zoom zurücksetzen</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::ClaimDetails</name>
    <message>
        <source>Details of the claim</source>
        <translation>Einzelheiten der Aussage</translation>
    </message>
    <message>
        <source>Choose a claim to see what its verdict rests on.</source>
        <translation>Eine Aussage wählen, um zu sehen, worauf ihr Urteil beruht.</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Beurteilt</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>%1 %4, 95 % interval %2 to %3</source>
        <translation>%1 %4, 95-%-Intervall %2 bis %3</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Maschine</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>%1 UTC, by %2</source>
        <translation>%1 UTC, durch %2</translation>
    </message>
    <message>
        <source>Claims it is about</source>
        <translation>Betroffene Aussagen</translation>
    </message>
    <message>
        <source>Contradictions</source>
        <translation>Widersprüche</translation>
    </message>
    <message>
        <source>Measure on the Benchmark page</source>
        <translation>Auf der Seite Benchmark messen</translation>
    </message>
    <message>
        <source>Measure on the Codec page</source>
        <translation>Auf der Seite Codec messen</translation>
    </message>
    <message>
        <source>Measure %1 on the Techniques page</source>
        <translation>%1 auf der Seite Techniken messen</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::ClaimsPage</name>
    <message>
        <source>Ledger as Markdown...</source>
        <translation>Verzeichnis als Markdown...</translation>
    </message>
    <message>
        <source>Everything as JSON...</source>
        <translation>Alles als JSON...</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Evidence of this input only</source>
        <translation>Nur Belege dieser Eingabe</translation>
    </message>
    <message>
        <source>Measure again what is there</source>
        <translation>Vorhandenes erneut messen</translation>
    </message>
    <message>
        <source>Measure all</source>
        <translation>Alles messen</translation>
    </message>
    <message>
        <source>No claim matches the filter.</source>
        <translation>Keine Aussage passt zum Filter.</translation>
    </message>
    <message>
        <source>Copy with headers (TSV)</source>
        <translation>Mit Überschriften kopieren (TSV)</translation>
    </message>
    <message>
        <source>In the guide&apos;s order</source>
        <translation>In der Reihenfolge des Leitfadens</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>&amp;Input</source>
        <translation>&amp;Eingabe</translation>
    </message>
    <message>
        <source>Off: of each claim the newest evidence of this machine, whatever the input was</source>
        <translation>Aus: zu jeder Aussage der neueste Beleg dieser Maschine, gleich von welcher Eingabe</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>as long as it takes</source>
        <translation>so lange es dauert</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>No measurement begins after that time; what it did not reach stays unmeasured</source>
        <translation>Nach dieser Zeit beginnt keine Messung mehr; was nicht erreicht wurde, bleibt ungemessen</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Zeit</translation>
    </message>
    <message>
        <source>Each measurement is kept when it ends: after a cancel, &quot;Measure all&quot; goes on where it was. Runs on the other pages fill the ledger, too.</source>
        <translation>Jede Messung wird behalten, sobald sie endet: nach einem Abbruch macht &quot;Alles messen&quot; dort weiter. Läufe auf den anderen Seiten füllen das Verzeichnis ebenfalls.</translation>
    </message>
    <message>
        <source>Filter by words</source>
        <translation>Nach Wörtern filtern</translation>
    </message>
    <message>
        <source>Ledger of claims</source>
        <translation>Verzeichnis der Aussagen</translation>
    </message>
    <message>
        <source>Read the ledger</source>
        <translation>Verzeichnis lesen</translation>
    </message>
    <message>
        <source>Claims %1</source>
        <translation>Aussagen %1</translation>
    </message>
    <message>
        <source>Every claim has a verdict, in %1</source>
        <translation>Jede Aussage hat ein Urteil, in %1</translation>
    </message>
    <message>
        <source>%1 claims are left, in %2</source>
        <translation>%1 Aussagen sind offen, in %2</translation>
    </message>
    <message>
        <source>Cancelled; what was measured is kept</source>
        <translation>Abgebrochen; was gemessen wurde, bleibt</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>Claims of every verdict</source>
        <translation>Aussagen mit jedem Urteil</translation>
    </message>
    <message>
        <source>Only claims with this verdict</source>
        <translation>Nur Aussagen mit diesem Urteil</translation>
    </message>
    <message>
        <source>Everything is measured again.</source>
        <translation>Alles wird erneut gemessen.</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Nichts fehlt.</translation>
    </message>
    <message>
        <source>Missing: %1 claims, about %2 to measure.</source>
        <translation>Es fehlen: %1 Aussagen, etwa %2 zu messen.</translation>
    </message>
    <message>
        <source>Reading the ledger</source>
        <translation>Das Verzeichnis wird gelesen</translation>
    </message>
    <message>
        <source>%1: waiting for its turn</source>
        <translation>%1: wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>%1: measuring what is missing</source>
        <translation>%1: misst, was fehlt</translation>
    </message>
    <message>
        <source>The ledger could not be completed</source>
        <translation>Das Verzeichnis konnte nicht vervollständigt werden</translation>
    </message>
    <message>
        <source>The guide&apos;s claims on this machine: %1</source>
        <translation>Die Aussagen des Leitfadens auf dieser Maschine: %1</translation>
    </message>
    <message>
        <source>Save the ledger</source>
        <translation>Verzeichnis speichern</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::CodecLabPage</name>
    <message>
        <source>Charts as PNG...</source>
        <translation>Diagramme als PNG...</translation>
    </message>
    <message>
        <source>Charts as SVG...</source>
        <translation>Diagramme als SVG...</translation>
    </message>
    <message>
        <source>Table as CSV...</source>
        <translation>Tabelle als CSV...</translation>
    </message>
    <message>
        <source>Everything as JSON...</source>
        <translation>Alles als JSON...</translation>
    </message>
    <message>
        <source>Full measurement</source>
        <translation>Volle Messung</translation>
    </message>
    <message>
        <source>Quick estimate</source>
        <translation>Schätzung</translation>
    </message>
    <message>
        <source>Save settings</source>
        <translation>Einstellungen speichern</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>Codec lab</source>
        <translation>Codec-Labor</translation>
    </message>
    <message>
        <source>Compress, decompress and compare every row, within the budget (F5)</source>
        <translation>Jede Zeile packen, entpacken und vergleichen, innerhalb der Zeit (F5)</translation>
    </message>
    <message>
        <source>Sampled blocks only: seconds, with error bars</source>
        <translation>Nur Stichproben: Sekunden, mit Fehlerbalken</translation>
    </message>
    <message>
        <source>Which compression is best for this space?</source>
        <translation>Welche Kompression ist für diesen Space die beste?</translation>
    </message>
    <message>
        <source>Every codec and level compresses the space, with nothing else beside it; what comes back is compared byte by byte. You see what speed costs in size, which codec suits which link, and a pick for what matters to you, next to what the performance guide&apos;s rule picks. The quick estimate takes seconds and says how far it may be off.</source>
        <translation>Jeder Codec packt den Space auf jeder Stufe, und nichts läuft daneben; was zurückkommt, wird Byte für Byte verglichen. Du siehst, was Tempo an Größe kostet, welcher Codec zu welcher Leitung passt, und eine Wahl nach dem, worauf es dir ankommt, neben der Wahl des Leistungsleitfadens. Die Schätzung braucht Sekunden und sagt, wie weit sie danebenliegen kann.</translation>
    </message>
    <message>
        <source>Start the full measurement</source>
        <translation>Volle Messung starten</translation>
    </message>
    <message>
        <source>Start a quick estimate</source>
        <translation>Schätzung starten</translation>
    </message>
    <message>
        <source>The advice follows when the measurement has ended.</source>
        <translation>Der Rat folgt, wenn die Messung zu Ende ist.</translation>
    </message>
    <message>
        <source>Codec lab %1</source>
        <translation>Codec-Labor %1</translation>
    </message>
    <message>
        <source>Codec estimate %1</source>
        <translation>Codec-Schätzung %1</translation>
    </message>
    <message>
        <source>%1 of %2 rows measured</source>
        <translation>%1 von %2 Zeilen gemessen</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Cancelled: %1</source>
        <translation>Abgebrochen: %1</translation>
    </message>
    <message>
        <source>The advice follows when something was measured.</source>
        <translation>Der Rat folgt, sobald etwas gemessen ist.</translation>
    </message>
    <message>
        <source>Weigh the codecs</source>
        <translation>Codecs abwägen</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>no rows</source>
        <translation>keine Zeilen</translation>
    </message>
    <message>
        <source>%1: waiting for its turn</source>
        <translation>%1: wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>%1: measuring, %2 so far</source>
        <translation>%1: misst, bisher %2</translation>
    </message>
    <message>
        <source>%1, %2 raw: %3 measured and verified</source>
        <translation>%1, %2 roh: %3 gemessen und geprüft</translation>
    </message>
    <message>
        <source>. The budget ended before the rest: those rows say so</source>
        <translation>. Die Zeit reichte nicht für den Rest: Diese Zeilen sagen es</translation>
    </message>
    <message>
        <source>%1: cancelled; %2 were measured and stay</source>
        <translation>%1: abgebrochen; %2 sind gemessen und bleiben</translation>
    </message>
    <message>
        <source>%1: failed; %2 were measured before</source>
        <translation>%1: gescheitert; %2 waren vorher gemessen</translation>
    </message>
    <message>
        <source>Save results</source>
        <translation>Ergebnisse speichern</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::CompareForm</name>
    <message>
        <source>Mix different machines</source>
        <translation>Verschiedene Maschinen mischen</translation>
    </message>
    <message>
        <source>Mix different inputs</source>
        <translation>Verschiedene Eingaben mischen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>&amp;Runs, the first is &quot;before&quot;</source>
        <translation>&amp;Läufe, der erste ist „vorher“</translation>
    </message>
    <message>
        <source>Runs to compare</source>
        <translation>Zu vergleichende Läufe</translation>
    </message>
    <message>
        <source>Add a run</source>
        <translation>Lauf hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>From the &amp;history</source>
        <translation>Aus dem &amp;Verlauf</translation>
    </message>
    <message>
        <source>A &amp;baseline</source>
        <translation>&amp;Bezugslauf</translation>
    </message>
    <message>
        <source>Result &amp;files…</source>
        <translation>&amp;Ergebnisdateien…</translation>
    </message>
    <message>
        <source>Folder of &amp;criterion…</source>
        <translation>Ordner von &amp;criterion…</translation>
    </message>
    <message>
        <source>Earlier (Ctrl+Up)</source>
        <translation>Früher (Strg+Auf)</translation>
    </message>
    <message>
        <source>Later (Ctrl+Down)</source>
        <translation>Später (Strg+Ab)</translation>
    </message>
    <message>
        <source>Take out of the comparison (Del)</source>
        <translation>Aus dem Vergleich nehmen (Entf)</translation>
    </message>
    <message>
        <source>Metri&amp;c</source>
        <translation>Messg&amp;röße</translation>
    </message>
    <message>
        <source>wall time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>A change counts only where it is larger than this and than the noise of the session, and its interval excludes no change</source>
        <translation>Eine Änderung zählt nur, wenn sie größer als dies und als das Rauschen der Sitzung ist und ihr Intervall „keine Änderung“ ausschließt</translation>
    </message>
    <message>
        <source>&amp;Threshold</source>
        <translation>S&amp;chwelle</translation>
    </message>
    <message>
        <source>Files can be dropped here: Spacebench, Google Benchmark, criterion, hyperfine, divan.</source>
        <translation>Dateien lassen sich hier ablegen: Spacebench, Google Benchmark, criterion, hyperfine, divan.</translation>
    </message>
    <message>
        <source>before: </source>
        <translation>vorher: </translation>
    </message>
    <message>
        <source>%1. </source>
        <translation>%1. </translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::ComparePage</name>
    <message>
        <source>Report as HTML...</source>
        <translation>Bericht als HTML...</translation>
    </message>
    <message>
        <source>Table as Markdown...</source>
        <translation>Tabelle als Markdown...</translation>
    </message>
    <message>
        <source>Table as CSV...</source>
        <translation>Tabelle als CSV...</translation>
    </message>
    <message>
        <source>Verdicts as JUnit XML...</source>
        <translation>Urteile als JUnit-XML...</translation>
    </message>
    <message>
        <source>Everything as JSON...</source>
        <translation>Alles als JSON...</translation>
    </message>
    <message>
        <source>Next changed row</source>
        <translation>Nächste geänderte Zeile</translation>
    </message>
    <message>
        <source>Previous changed row</source>
        <translation>Vorige geänderte Zeile</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>Neu vergleichen</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Mix these machines</source>
        <translation>Diese Maschinen mischen</translation>
    </message>
    <message>
        <source>Mix these inputs</source>
        <translation>Diese Eingaben mischen</translation>
    </message>
    <message>
        <source>The equal spacectl line</source>
        <translation>Die gleiche spacectl-Zeile</translation>
    </message>
    <message>
        <source>The same comparison on the command line</source>
        <translation>Derselbe Vergleich auf der Befehlszeile</translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>Read the history</source>
        <translation>Verlauf lesen</translation>
    </message>
    <message>
        <source>Add the run before and the run after: from the history, a baseline, or a file.</source>
        <translation>Den Lauf vorher und den Lauf nachher hinzufügen: aus dem Verlauf, einen Bezugslauf oder eine Datei.</translation>
    </message>
    <message>
        <source>Add a second run to compare with.</source>
        <translation>Einen zweiten Lauf zum Vergleich hinzufügen.</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>Läufe vergleichen</translation>
    </message>
    <message>
        <source>Nothing is compared.</source>
        <translation>Nichts wird verglichen.</translation>
    </message>
    <message>
        <source>The runs have no row in common.</source>
        <translation>Die Läufe haben keine gemeinsame Zeile.</translation>
    </message>
    <message>
        <source>Before and after, with intervals and verdicts.</source>
        <translation>Vorher und nachher, mit Intervallen und Urteilen.</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleicht</translation>
    </message>
    <message>
        <source>Rows compared: %1, largest change first</source>
        <translation>Verglichene Zeilen: %1, die größte Änderung zuerst</translation>
    </message>
    <message>
        <source>Not compared</source>
        <translation>Nicht verglichen</translation>
    </message>
    <message>
        <source>Choose a folder of results</source>
        <translation>Ordner mit Ergebnissen wählen</translation>
    </message>
    <message>
        <source>Choose results</source>
        <translation>Ergebnisse wählen</translation>
    </message>
    <message>
        <source>Results (*.json *.txt);;All files (*)</source>
        <translation>Ergebnisse (*.json *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation>Vergleich speichern</translation>
    </message>
    <message>
        <source>Compared when the measurement ends: nothing else runs beside it.</source>
        <translation>Wird verglichen, sobald die Messung endet: Neben ihr läuft nichts anderes.</translation>
    </message>
    <message>
        <source>What changed, and how surely?</source>
        <translation>Was hat sich geändert, und wie sicher?</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::ComparisonView</name>
    <message>
        <source>%1, %2 samples</source>
        <translation>%1, Stichproben: %2</translation>
    </message>
    <message>
        <source>only in one run</source>
        <translation>nur in einem Lauf</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exakt</translation>
    </message>
    <message>
        <source>The same in every run of the same program</source>
        <translation>In jedem Lauf desselben Programms gleich</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>95 % interval: %1 to %2</source>
        <translation>95-%-Intervall: %1 bis %2</translation>
    </message>
    <message>
        <source>Paired by rounds of one session</source>
        <translation>Nach Runden einer Sitzung gepaart</translation>
    </message>
    <message>
        <source>Not interleaved: a weaker comparison</source>
        <translation>Nicht verschränkt: ein schwächerer Vergleich</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Samples of the row</source>
        <translation>Stichproben der Zeile</translation>
    </message>
    <message>
        <source>Chosen row</source>
        <translation>Gewählte Zeile</translation>
    </message>
    <message>
        <source>distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Share of the samples up to each value, a curve a run</source>
        <translation>Anteil der Stichproben bis zu jedem Wert, eine Kurve je Lauf</translation>
    </message>
    <message>
        <source>histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>How many samples fall into each step</source>
        <translation>Wie viele Stichproben auf jede Stufe fallen</translation>
    </message>
    <message>
        <source>order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Samples in the order in which they were taken: drift shows here</source>
        <translation>Stichproben in der Reihenfolge der Messung: Hier zeigt sich Drift</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>Stichproben</translation>
    </message>
    <message>
        <source>Every sample as a table</source>
        <translation>Jede Stichprobe als Tabelle</translation>
    </message>
    <message>
        <source>   geometric mean of the ratios %1</source>
        <translation>   geometrisches Mittel der Verhältnisse %1</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>After over before</source>
        <translation>Nachher durch vorher</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Of the ratio</source>
        <translation>Des Verhältnisses</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>A change is said where the interval excludes 1 and the change passes threshold and noise</source>
        <translation>Eine Änderung steht da, wo das Intervall 1 ausschließt und sie Schwelle und Rauschen übertrifft</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Stichprobe</translation>
    </message>
    <message>
        <source>The program that measured this kept no samples.</source>
        <translation>Das messende Programm hat keine Stichproben aufbewahrt.</translation>
    </message>
    <message>
        <source>How are its samples spread?</source>
        <translation>Wie streuen seine Stichproben?</translation>
    </message>
    <message>
        <source>Choose a row of the comparison.</source>
        <translation>Eine Zeile des Vergleichs wählen.</translation>
    </message>
    <message>
        <source>Draw a row</source>
        <translation>Zeile zeichnen</translation>
    </message>
    <message>
        <source>Exact: no test is needed</source>
        <translation>Exakt: kein Test nötig</translation>
    </message>
    <message>
        <source>Paired by the rounds of one session: %1</source>
        <translation>Gepaart nach den Runden einer Sitzung: %1</translation>
    </message>
    <message>
        <source>Not interleaved, runs a side: %1; a weaker comparison</source>
        <translation>Nicht verschränkt, Läufe je Seite: %1; ein schwächerer Vergleich</translation>
    </message>
    <message>
        <source>By the intervals alone: a program kept no samples</source>
        <translation>Nur nach den Intervallen: ein Programm behielt keine Einzelwerte</translation>
    </message>
    <message>
        <source>p of this row by itself: %1</source>
        <translation>p dieser Zeile für sich: %1</translation>
    </message>
    <message>
        <source>How often chance alone would do this</source>
        <translation>Wie oft der Zufall allein das täte</translation>
    </message>
    <message>
        <source>How often chance alone would do this, adjusted for the number of rows</source>
        <translation>Wie oft der Zufall allein das täte, bereinigt um die Zahl der Zeilen</translation>
    </message>
    <message>
        <source>Drawn when the measurement ends: nothing else runs beside it.</source>
        <translation>Wird gezeichnet, sobald die Messung endet: Neben ihr läuft nichts anderes.</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::DetailsPanel</name>
    <message>
        <source>Atom</source>
        <translation>Atom</translation>
    </message>
    <message>
        <source>Path in hex</source>
        <translation>Pfad in Hex</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Node at</source>
        <translation>Knoten bei</translation>
    </message>
    <message>
        <source>Byte</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>Fields in the file</source>
        <translation>Felder in der Datei</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Fields of the selection</source>
        <translation>Felder der Auswahl</translation>
    </message>
    <message>
        <source>Trie</source>
        <translation>Trie</translation>
    </message>
    <message>
        <source>Atoms</source>
        <translation>Atome</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Show in</source>
        <translation>Zeigen in</translation>
    </message>
    <message>
        <source>No space is open.</source>
        <translation>Kein Space ist offen.</translation>
    </message>
    <message>
        <source>Nothing is selected. Pick a row, a node or a byte, and it is shown here in full.</source>
        <translation>Nichts ist ausgewählt. Eine Zeile, einen Knoten oder ein Byte wählen: Hier steht es dann ganz.</translation>
    </message>
    <message>
        <source>An inner node: no path ends here.</source>
        <translation>Ein innerer Knoten: Kein Pfad endet hier.</translation>
    </message>
    <message>
        <source>No expression: %1, at byte %2.</source>
        <translation>Kein Ausdruck: %1, bei Byte %2.</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1, %2 bytes</source>
        <translation>%1, %2 Bytes</translation>
    </message>
    <message>
        <source>Fields in the file (the last %1 of %2)</source>
        <translation>Felder in der Datei (die letzten %1 von %2)</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::EntriesPage</name>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>The file holds no entries.</source>
        <translation>Die Datei enthält keine Einträge.</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::ErrorBanner</name>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>%1: what could be read is shown below</source>
        <translation>%1: Was gelesen werden konnte, steht unten</translation>
    </message>
    <message>
        <source>and more: %1</source>
        <translation>und weitere: %1</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::FieldLegend</name>
    <message>
        <source>Legend: %1</source>
        <translation>Legende: %1</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::GridChart</name>
    <message>
        <source>down: %1; across: %2</source>
        <translation>senkrecht: %1; waagrecht: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::HexView</name>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>Byte %1</translation>
    </message>
    <message>
        <source>u32 %1</source>
        <translation>u32 %1</translation>
    </message>
    <message>
        <source>u64 %1</source>
        <translation>u64 %1</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::HistoryFilters</name>
    <message>
        <source>Search title, note, tags, inputs, rows</source>
        <translation>Titel, Notiz, Schlagwörter, Eingaben, Zeilen durchsuchen</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>Läufe suchen</translation>
    </message>
    <message>
        <source>any tag</source>
        <translation>jedes Schlagwort</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>any machine</source>
        <translation>jede Maschine</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Maschine</translation>
    </message>
    <message>
        <source>any input</source>
        <translation>jede Eingabe</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>any program</source>
        <translation>jedes Programm</translation>
    </message>
    <message>
        <source>Program that measured</source>
        <translation>Messendes Programm</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation>letzte 24 Stunden</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>letzte 7 Tage</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>letzte 30 Tage</translation>
    </message>
    <message>
        <source>last year</source>
        <translation>letztes Jahr</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::HistoryPage</name>
    <message>
        <source>Name a run</source>
        <translation>Lauf benennen</translation>
    </message>
    <message>
        <source>Title changed to &quot;%1&quot;</source>
        <translation>Titel in „%1“ geändert</translation>
    </message>
    <message>
        <source>Tag a run</source>
        <translation>Lauf verschlagworten</translation>
    </message>
    <message>
        <source>Tags changed</source>
        <translation>Schlagwörter geändert</translation>
    </message>
    <message>
        <source>Note on a run</source>
        <translation>Notiz zu einem Lauf</translation>
    </message>
    <message>
        <source>Note changed</source>
        <translation>Notiz geändert</translation>
    </message>
    <message>
        <source>Name a baseline</source>
        <translation>Bezugslauf benennen</translation>
    </message>
    <message>
        <source>Baseline names changed</source>
        <translation>Namen als Bezugslauf geändert</translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>Läufe löschen</translation>
    </message>
    <message>
        <source>Deleted &quot;%1&quot;</source>
        <translation>„%1“ gelöscht</translation>
    </message>
    <message>
        <source>Deleted runs: %1</source>
        <translation>Gelöschte Läufe: %1</translation>
    </message>
    <message>
        <source>Restore runs</source>
        <translation>Läufe wiederherstellen</translation>
    </message>
    <message>
        <source>Restored runs: %1</source>
        <translation>Wiederhergestellte Läufe: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>Imported %1, rows: %2</source>
        <translation>%1 importiert, Zeilen: %2</translation>
    </message>
    <message>
        <source>Import a folder of results</source>
        <translation>Ordner mit Ergebnissen importieren</translation>
    </message>
    <message>
        <source>Import results</source>
        <translation>Ergebnisse importieren</translation>
    </message>
    <message>
        <source>Results (*.json *.txt);;All files (*)</source>
        <translation>Ergebnisse (*.json *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export runs into a folder</source>
        <translation>Läufe in einen Ordner exportieren</translation>
    </message>
    <message>
        <source>Export a run</source>
        <translation>Lauf exportieren</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Export runs: %1</source>
        <translation>Läufe exportieren: %1</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message>
        <source>Open a run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>When it began, in UTC</source>
        <translation>Beginn, in UTC</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Bezugslauf</translation>
    </message>
    <message>
        <source>Names under which it is a baseline</source>
        <translation>Namen, unter denen er Bezugslauf ist</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>The program that measured</source>
        <translation>Das messende Programm</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Maschine</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Open in results</source>
        <translation>In Ergebnissen öffnen</translation>
    </message>
    <message>
        <source>Shows charts and rows of the run on the Bench page</source>
        <translation>Zeigt Diagramme und Zeilen des Laufs auf der Bench-Seite</translation>
    </message>
    <message>
        <source>Compare selected</source>
        <translation>Auswahl vergleichen</translation>
    </message>
    <message>
        <source>Sets the selected runs side by side, the oldest first</source>
        <translation>Stellt die gewählten Läufe nebeneinander, den ältesten zuerst</translation>
    </message>
    <message>
        <source>Against targets</source>
        <translation>Gegen Ziele</translation>
    </message>
    <message>
        <source>Judges the run against a table of targets</source>
        <translation>Beurteilt den Lauf gegen eine Tabelle von Zielen</translation>
    </message>
    <message>
        <source>Name as baseline</source>
        <translation>Als Bezugslauf benennen</translation>
    </message>
    <message>
        <source>A name that stands for the run in comparisons</source>
        <translation>Ein Name, der in Vergleichen für den Lauf steht</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Hides the runs; can be undone</source>
        <translation>Verbirgt die Läufe; lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Puts deleted runs back</source>
        <translation>Holt gelöschte Läufe zurück</translation>
    </message>
    <message>
        <source>Takes the last change back</source>
        <translation>Nimmt die letzte Änderung zurück</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöschte</translation>
    </message>
    <message>
        <source>Shows deleted runs instead of the others</source>
        <translation>Zeigt gelöschte Läufe statt der anderen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Reads the history again</source>
        <translation>Liest den Verlauf neu</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>Läufe suchen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Result files…</source>
        <translation>Ergebnisdateien…</translation>
    </message>
    <message>
        <source>Folder of criterion…</source>
        <translation>Ordner von criterion…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Runs as Spacebench JSON…</source>
        <translation>Läufe als Spacebench-JSON…</translation>
    </message>
    <message>
        <source>Runs as Google Benchmark JSON…</source>
        <translation>Läufe als Google-Benchmark-JSON…</translation>
    </message>
    <message>
        <source>Hide; Ctrl+Z still undoes</source>
        <translation>Ausblenden; Strg+Z macht weiterhin rückgängig</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Read the history</source>
        <translation>Verlauf lesen</translation>
    </message>
    <message>
        <source>Runs: %1</source>
        <translation>Läufe: %1</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 von %2 Läufen</translation>
    </message>
    <message>
        <source>No run matches the search and the filters.</source>
        <translation>Kein Lauf passt zu Suche und Filtern.</translation>
    </message>
    <message>
        <source>Nothing is deleted.</source>
        <translation>Nichts ist gelöscht.</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Read a run</source>
        <translation>Lauf lesen</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>Verlauf wird gelesen</translation>
    </message>
    <message>
        <source>The history cannot be read; runs are still measured and shown.</source>
        <translation>Der Verlauf ist nicht lesbar; Läufe werden weiterhin gemessen und gezeigt.</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Schlagwörter…</translation>
    </message>
    <message>
        <source>Gives tags to all selected runs, or takes tags from them</source>
        <translation>Gibt allen gewählten Läufen Schlagwörter oder nimmt sie ihnen</translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation>Leeren…</translation>
    </message>
    <message>
        <source>Removes all deleted runs for good; cannot be undone</source>
        <translation>Entfernt alle gelöschten Läufe endgültig; nicht rückgängig zu machen</translation>
    </message>
    <message>
        <source>Tag runs</source>
        <translation>Läufe mit Schlagwörtern versehen</translation>
    </message>
    <message>
        <source>Tags changed, runs: %1</source>
        <translation>Schlagwörter geändert, Läufe: %1</translation>
    </message>
    <message>
        <source>Empty the deleted runs</source>
        <translation>Gelöschte Läufe leeren</translation>
    </message>
    <message>
        <source>Remove all deleted runs for good, with every sample? This cannot be undone, and earlier changes can no longer be undone either.</source>
        <translation>Alle gelöschten Läufe mit jedem Einzelwert endgültig entfernen? Das ist nicht rückgängig zu machen, und auch frühere Änderungen sind es danach nicht mehr.</translation>
    </message>
    <message>
        <source>There is no run here. Every run of the Bench page and of spacectl bench comes here; results of Google Benchmark, criterion, hyperfine and divan can be imported or dropped here.</source>
        <translation>Hier ist kein Lauf. Jeder Lauf der Bench-Seite und von spacectl bench kommt hierher; Ergebnisse von Google Benchmark, criterion, hyperfine und divan lassen sich importieren oder hier ablegen.</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::HomePage</name>
    <message>
        <source>Drop space files here</source>
        <translation>Space-Dateien hier ablegen</translation>
    </message>
    <message>
        <source>Drop space files here, or anywhere in the window</source>
        <translation>Space-Dateien hier ablegen, oder irgendwo im Fenster</translation>
    </message>
    <message>
        <source>Spacebench</source>
        <translation>Spacebench</translation>
    </message>
    <message>
        <source>Look inside MORK space files, convert them, and measure how fast they are.</source>
        <translation>MORK-Space-Dateien ansehen, umwandeln und messen, wie schnell sie sind.</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>Dateien öffnen…</translation>
    </message>
    <message>
        <source>Any format; recognised by content</source>
        <translation>Jedes Format; am Inhalt erkannt</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Das Beispiel öffnen</translation>
    </message>
    <message>
        <source>100,000 generated atoms</source>
        <translation>100,000 erzeugte Atome</translation>
    </message>
    <message>
        <source>Benchmark this machine</source>
        <translation>Diesen Rechner messen</translation>
    </message>
    <message>
        <source>Throughput, allocations and ratio of each format</source>
        <translation>Durchsatz, Anforderungen und Verhältnis jedes Formats</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>Was ist das?</translation>
    </message>
    <message>
        <source>Spaces, formats, pages and keys</source>
        <translation>Spaces, Formate, Seiten und Tasten</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Files that you open are listed here.</source>
        <translation>Geöffnete Dateien werden hier aufgeführt.</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>%1 is not there any more</source>
        <translation>%1 ist nicht mehr da</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::JobController</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>noch %1 min</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::JobDialog</name>
    <message>
        <source>The equal spacectl line</source>
        <translation>Die gleiche spacectl-Zeile</translation>
    </message>
    <message>
        <source>Does the same in a terminal</source>
        <translation>Tut in einem Terminal dasselbe</translation>
    </message>
    <message>
        <source>Copy line</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Open result</source>
        <translation>Ergebnis öffnen</translation>
    </message>
    <message>
        <source>Save report...</source>
        <translation>Bericht speichern...</translation>
    </message>
    <message>
        <source>The report as JSON, as spacectl --json prints it</source>
        <translation>Der Bericht als JSON, wie spacectl --json ihn ausgibt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::JobForm</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Durchsuchen...</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>one file a line</source>
        <translation>eine Datei je Zeile</translation>
    </message>
    <message>
        <source>Add...</source>
        <translation>Hinzufügen...</translation>
    </message>
    <message>
        <source>default, or %1</source>
        <translation>Vorgabe, oder %1</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>%1: choose a file.</source>
        <translation>%1: eine Datei wählen.</translation>
    </message>
    <message>
        <source>%1: there is no file %2.</source>
        <translation>%1: Es gibt keine Datei %2.</translation>
    </message>
    <message>
        <source>%1: %2 is a folder.</source>
        <translation>%1: %2 ist ein Ordner.</translation>
    </message>
    <message>
        <source>%1: there is no folder %2.</source>
        <translation>%1: Es gibt keinen Ordner %2.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::JobReportView</name>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::JobRow</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Show the whole report</source>
        <translation>Den ganzen Bericht zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Fortschritt von %1</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::JobsStrip</name>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Collapse or expand the jobs</source>
        <translation>Aufträge ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Dismiss all finished jobs</source>
        <translation>Alle beendeten Aufträge entfernen</translation>
    </message>
    <message>
        <source>Jobs: %1 running, %2 finished</source>
        <translation>Aufträge: %1 laufend, %2 beendet</translation>
    </message>
    <message>
        <source>Report of %1</source>
        <translation>Bericht von %1</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::LabForm</name>
    <message>
        <source>Paths as they are</source>
        <translation>Pfade, wie sie sind</translation>
    </message>
    <message>
        <source>The framed paths straight to the codec</source>
        <translation>Die gerahmten Pfade unmittelbar in den Codec</translation>
    </message>
    <message>
        <source>Front coding in columns</source>
        <translation>Präfixkodierung in Spalten</translation>
    </message>
    <message>
        <source>Shared lengths, rest lengths and rest bytes of the sorted paths apart, then the codec. Spacebench&apos;s own container: no other program reads it</source>
        <translation>Gemeinsame Längen, Restlängen und Restbytes der sortierten Pfade getrennt, dann der Codec. Spacebenchs eigener Container: Kein anderes Programm liest ihn</translation>
    </message>
    <message>
        <source>Columns, symbols by frequency</source>
        <translation>Spalten, Symbole nach Häufigkeit</translation>
    </message>
    <message>
        <source>As before, with symbols renumbered so that frequent ones are short. Spacebench&apos;s own container</source>
        <translation>Wie zuvor, mit neu nummerierten Symbolen, häufige kurz. Spacebenchs eigener Container</translation>
    </message>
    <message>
        <source>zstd&apos;s workers, long mode, dictionaries</source>
        <translation>zstds Helfer, Weitmodus, Wörterbücher</translation>
    </message>
    <message>
        <source>Files and checksums too</source>
        <translation>Auch Dateien und Prüfsummen</translation>
    </message>
    <message>
        <source>&amp;Input</source>
        <translation>&amp;Eingabe</translation>
    </message>
    <message>
        <source>Before the codec</source>
        <translation>Vor dem Codec</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
    <message>
        <source>Time budget</source>
        <translation>Zeitbudget</translation>
    </message>
    <message>
        <source>One pass over everything first, then repetitions where they decide something. What the budget does not reach says so</source>
        <translation>Erst ein Durchgang durch alles, dann Wiederholungen, wo sie etwas entscheiden. Wofür die Zeit nicht reicht, das sagt es</translation>
    </message>
    <message>
        <source>Time &amp;budget</source>
        <translation>Zeitb&amp;udget</translation>
    </message>
    <message>
        <source>Codecs</source>
        <translation>Codecs</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: not measurable here, %2</source>
        <translation>%1: hier nicht messbar, %2</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <translation>%1 (nicht hier)</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>A few: %1</source>
        <translation>Wenige: %1</translation>
    </message>
    <message>
        <source>Own choice</source>
        <translation>Eigene Auswahl</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Numbers and ranges; each codec takes those that it has</source>
        <translation>Zahlen und Bereiche; jeder Codec nimmt, was er davon hat</translation>
    </message>
    <message>
        <source>Own choice of levels</source>
        <translation>Eigene Auswahl der Stufen</translation>
    </message>
    <message>
        <source>&amp;Levels</source>
        <translation>Stu&amp;fen</translation>
    </message>
    <message>
        <source>&amp;Chunk sizes</source>
        <translation>Bloc&amp;kgrößen</translation>
    </message>
    <message>
        <source>Chunk sizes</source>
        <translation>Blockgrößen</translation>
    </message>
    <message>
        <source>4K, 64K, 1M, whole: each chunk can be read alone. Several sizes draw a curve</source>
        <translation>4K, 64K, 1M, whole (ganz): Jeder Block lässt sich allein lesen. Mehrere Größen geben eine Kurve</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>1, 2: so many chunks at once</source>
        <translation>1, 2: so viele Blöcke zugleich</translation>
    </message>
    <message>
        <source>Most repetitions</source>
        <translation>Höchstens Wiederholungen</translation>
    </message>
    <message>
        <source>Samples a row at most, after the first pass</source>
        <translation>Messungen je Zeile, höchstens, nach dem ersten Durchgang</translation>
    </message>
    <message>
        <source>Most &amp;repetitions</source>
        <translation>Höchstens &amp;Wiederholungen</translation>
    </message>
    <message>
        <source>Rows of zstd with threads of its own, with a long window, and with a dictionary trained on other blocks than it is judged on</source>
        <translation>Zeilen von zstd mit eigenen Threads, mit weitem Fenster und mit einem Wörterbuch, das an anderen Blöcken gelernt hat als denen, an denen es gemessen wird</translation>
    </message>
    <message>
        <source>Also write and read a file with each row, checksum included</source>
        <translation>Mit jeder Zeile auch eine Datei schreiben und lesen, samt Prüfsumme</translation>
    </message>
    <message>
        <source>Choose at least one codec.</source>
        <translation>Wähle mindestens einen Codec.</translation>
    </message>
    <message>
        <source>Levels are numbers and ranges: 1,3-6,19.</source>
        <translation>Stufen sind Zahlen und Bereiche: 1,3-6,19.</translation>
    </message>
    <message>
        <source>Choose what is done before the codec.</source>
        <translation>Wähle, was vor dem Codec geschieht.</translation>
    </message>
    <message>
        <source>Chunk sizes are 4K or more, or whole: 4K, 64K, 1M, whole.</source>
        <translation>Blockgrößen sind 4K oder mehr oder whole (ganz): 4K, 64K, 1M, whole.</translation>
    </message>
    <message>
        <source>Threads are numbers from 1: 1, 2.</source>
        <translation>Threads sind Zahlen ab 1: 1, 2.</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::LabResultsView</name>
    <message>
        <source>Third chart</source>
        <translation>Drittes Diagramm</translation>
    </message>
    <message>
        <source>link speed</source>
        <translation>Leitungstempo</translation>
    </message>
    <message>
        <source>Which codec brings the space over a link soonest</source>
        <translation>Welcher Codec den Space am schnellsten über eine Leitung bringt</translation>
    </message>
    <message>
        <source>chunk size</source>
        <translation>Blockgröße</translation>
    </message>
    <message>
        <source>What reading parts alone costs in size</source>
        <translation>Was es an Größe kostet, Teile allein lesen zu können</translation>
    </message>
    <message>
        <source>guide&apos;s rule</source>
        <translation>Leitfaden</translation>
    </message>
    <message>
        <source>Where the performance guide&apos;s rule loses, and how much</source>
        <translation>Wo die Regel des Leistungsleitfadens verliert und wie viel</translation>
    </message>
    <message>
        <source>Beside the table</source>
        <translation>Neben der Tabelle</translation>
    </message>
    <message>
        <source>advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>Which codec to take, and why</source>
        <translation>Welcher Codec, und warum</translation>
    </message>
    <message>
        <source>selected row</source>
        <translation>gewählte Zeile</translation>
    </message>
    <message>
        <source>Every figure and every sample of the selected row</source>
        <translation>Jede Zahl und jede Messung der gewählten Zeile</translation>
    </message>
    <message>
        <source>Selected row in full</source>
        <translation>Gewählte Zeile in voller Länge</translation>
    </message>
    <message>
        <source>Codec lab results</source>
        <translation>Ergebnisse des Codec-Labors</translation>
    </message>
    <message>
        <source>Copy with headers (TSV)</source>
        <translation>Mit Überschriften kopieren (TSV)</translation>
    </message>
    <message>
        <source>Choose a row of the table or a point of a chart.</source>
        <translation>Wähle eine Zeile der Tabelle oder einen Punkt eines Diagramms.</translation>
    </message>
    <message>
        <source>Sort as planned</source>
        <translation>Wie geplant sortieren</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::LabTableModel</name>
    <message>
        <source>%1, baseline</source>
        <translation>%1, Ausgangspunkt</translation>
    </message>
    <message>
        <source>median %1 ns of %2 runs (95 %: %3 ns to %4 ns), %5 raw bytes/s</source>
        <translation>Median %1 ns aus %2 Läufen (95 %: %3 ns bis %4 ns), %5 rohe Bytes/s</translation>
    </message>
    <message>
        <source>The file as it lies there today.</source>
        <translation>Die Datei, wie sie heute daliegt.</translation>
    </message>
    <message>
        <source>In Spacebench&apos;s own container: no other program reads it.</source>
        <translation>In Spacebenchs eigenem Container: Kein anderes Programm liest ihn.</translation>
    </message>
    <message>
        <source>%1 B raw (framed) : %2 B stored</source>
        <translation>%1 B roh (gerahmt) : %2 B gespeichert</translation>
    </message>
    <message>
        <source>about %1 B (95 %: %2 B to %3 B), from sampled blocks</source>
        <translation>etwa %1 B (95 %: %2 B bis %3 B), aus Stichproben</translation>
    </message>
    <message>
        <source>%1 B in %2 chunks, %3 of them stored as they were</source>
        <translation>%1 B in %2 Blöcken, davon %3 unverändert gespeichert</translation>
    </message>
    <message>
        <source>%1 B of heap above input and output</source>
        <translation>%1 B Heap über Ein- und Ausgabe hinaus</translation>
    </message>
    <message>
        <source>%1 seconds of processor time a second: 1 is one core all the time</source>
        <translation>%1 Sekunden Prozessorzeit je Sekunde: 1 ist ein Kern die ganze Zeit</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>estimate from sampled blocks</source>
        <translation>Schätzung aus Stichproben</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>wie sie ist</translation>
    </message>
    <message>
        <source>estimate, verified</source>
        <translation>Schätzung, geprüft</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>raw, framed</source>
        <translation>roh, gerahmt</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>dictionary</source>
        <translation>Wörterbuch</translation>
    </message>
    <message>
        <source>chunks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>memory, compress</source>
        <translation>Speicher, packen</translation>
    </message>
    <message>
        <source>memory, decompress</source>
        <translation>Speicher, entpacken</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>raw bytes</source>
        <translation>rohe Bytes</translation>
    </message>
    <message>
        <source>run %1 (ns)</source>
        <translation>Lauf %1 (ns)</translation>
    </message>
    <message>
        <source>Compress, in memory</source>
        <translation>Packen, im Speicher</translation>
    </message>
    <message>
        <source>Decompress, in memory</source>
        <translation>Entpacken, im Speicher</translation>
    </message>
    <message>
        <source>Write: compress, checksum, sync</source>
        <translation>Schreiben: packen, Prüfsumme, sichern</translation>
    </message>
    <message>
        <source>Read: map, check, decompress</source>
        <translation>Lesen: einblenden, prüfen, entpacken</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>Stage before the codec, codec, level, and what else differs</source>
        <translation>Stufe vor dem Codec, Codec, Stufe und was sonst verschieden ist</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Verified: what was decompressed was compared with the input, byte by byte</source>
        <translation>Geprüft: Das Entpackte wurde Byte für Byte mit der Eingabe verglichen</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Framed raw bytes : stored bytes, higher is better</source>
        <translation>Gerahmte rohe Bytes : gespeicherte Bytes, mehr ist besser</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Compressed size; dictionaries and what finds the chunks again count</source>
        <translation>Gepackte Größe; Wörterbücher und was die Blöcke wiederfindet zählen mit</translation>
    </message>
    <message>
        <source>Compress MB/s</source>
        <translation>Packen MB/s</translation>
    </message>
    <message>
        <source>Raw bytes a second, in memory; 1 MB = 1,000,000 B</source>
        <translation>Rohe Bytes je Sekunde, im Speicher; 1 MB = 1.000.000 B</translation>
    </message>
    <message>
        <source>Decompress MB/s</source>
        <translation>Entpacken MB/s</translation>
    </message>
    <message>
        <source>Write MB/s</source>
        <translation>Schreiben MB/s</translation>
    </message>
    <message>
        <source>End to end: compress, checksum, write, sync, rename</source>
        <translation>Von Anfang bis Ende: packen, Prüfsumme, schreiben, sichern, umbenennen</translation>
    </message>
    <message>
        <source>Read MB/s</source>
        <translation>Lesen MB/s</translation>
    </message>
    <message>
        <source>End to end: map, check the checksum, decompress</source>
        <translation>Von Anfang bis Ende: einblenden, Prüfsumme prüfen, entpacken</translation>
    </message>
    <message>
        <source>Memory, compress</source>
        <translation>Speicher, packen</translation>
    </message>
    <message>
        <source>Highest live heap above input and output</source>
        <translation>Höchster belegter Heap über Ein- und Ausgabe hinaus</translation>
    </message>
    <message>
        <source>Memory, decompress</source>
        <translation>Speicher, entpacken</translation>
    </message>
    <message>
        <source>Cores, compress</source>
        <translation>Kerne, packen</translation>
    </message>
    <message>
        <source>Processor time over wall time: 1 is one core all the time</source>
        <translation>Prozessorzeit durch Uhrzeit: 1 ist ein Kern die ganze Zeit</translation>
    </message>
    <message>
        <source>Cores, decompress</source>
        <translation>Kerne, entpacken</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Who did it, with version</source>
        <translation>Wer es getan hat, mit Version</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::LedgerModel</name>
    <message>
        <source>Judged: %1</source>
        <translation>Beurteilt: %1</translation>
    </message>
    <message>
        <source>%1 %4, 95 % interval %2 to %3</source>
        <translation>%1 %4, 95-%-Intervall %2 bis %3</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation>%1, durch %2</translation>
    </message>
    <message>
        <source>The interval measured here held against the claim</source>
        <translation>Das hier gemessene Intervall gegen die Aussage gehalten</translation>
    </message>
    <message>
        <source>In UTC</source>
        <translation>In UTC</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Aussage</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Measured here</source>
        <translation>Hier gemessen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::LoadingPage</name>
    <message>
        <source>Loading progress</source>
        <translation>Fortschritt des Ladens</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Nothing of it was kept.</source>
        <translation>Nichts davon wurde behalten.</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Erneut öffnen</translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation>Reiter schließen</translation>
    </message>
    <message>
        <source>Salvage…</source>
        <translation>Retten…</translation>
    </message>
    <message>
        <source>Generating %1</source>
        <translation>%1 wird erzeugt</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>%1 wird geladen</translation>
    </message>
    <message>
        <source>Loading %1 was cancelled</source>
        <translation>Das Laden von %1 wurde abgebrochen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::MoreSection</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::MultiplicityRows</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Atom</source>
        <translation>Atom</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::PlanPage</name>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>As JSON</source>
        <translation>Als JSON</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Own choice</source>
        <translation>Eigene Auswahl</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>&amp;Plan</source>
        <translation>&amp;Plan</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>Öffnen...</translation>
    </message>
    <message>
        <source>A plan from a file</source>
        <translation>Ein Plan aus einer Datei</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>Speichern...</translation>
    </message>
    <message>
        <source>This plan as a file: for spacectl, for others, for later</source>
        <translation>Dieser Plan als Datei: für spacectl, für andere, für später</translation>
    </message>
    <message>
        <source>This plan says more than the form can show; a change here replaces it. Edit it as JSON.</source>
        <translation>Dieser Plan sagt mehr, als das Formular zeigen kann; eine Änderung hier ersetzt ihn. Er lässt sich als JSON bearbeiten.</translation>
    </message>
    <message>
        <source>Rows of the plan</source>
        <translation>Zeilen des Plans</translation>
    </message>
    <message>
        <source>The plan as JSON</source>
        <translation>Der Plan als JSON</translation>
    </message>
    <message>
        <source>Copy with headers (TSV)</source>
        <translation>Mit Überschriften kopieren (TSV)</translation>
    </message>
    <message>
        <source>Check the plan</source>
        <translation>Plan prüfen</translation>
    </message>
    <message>
        <source>The plan has a mistake, see there.</source>
        <translation>Der Plan hat einen Fehler, siehe dort.</translation>
    </message>
    <message>
        <source>The plan is being checked.</source>
        <translation>Der Plan wird geprüft.</translation>
    </message>
    <message>
        <source>This plan cannot be run.</source>
        <translation>Dieser Plan lässt sich nicht ausführen.</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>, %1 runs each; about %2 in all (an estimate)</source>
        <translation>, je %1 Läufe; zusammen etwa %2 (eine Schätzung)</translation>
    </message>
    <message>
        <source>; %1 combinations make no sense and are left out</source>
        <translation>; %1 Kombinationen ergeben keinen Sinn und fallen weg</translation>
    </message>
    <message>
        <source>Open plan</source>
        <translation>Plan öffnen</translation>
    </message>
    <message>
        <source>Plans (*.json);;All files (*)</source>
        <translation>Pläne (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Plans (*.json)</source>
        <translation>Pläne (*.json)</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::PlanRowsModel</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 more combinations</source>
        <translation>%1 weitere Kombinationen</translation>
    </message>
    <message>
        <source>left out as well</source>
        <translation>fallen ebenfalls weg</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>fällt weg: %1</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>An estimate from the sizes alone: %1 runs of one worker each</source>
        <translation>Eine Schätzung allein aus den Größen: %1 Läufe zu je einem Arbeitsprozess</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Schätzung</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::ResultHead</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>%1 files (*.%2)</source>
        <translation>%1-Dateien (*.%2)</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>Diagramm speichern</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::RunControls</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>%1 (F5)</source>
        <translation>%1 (F5)</translation>
    </message>
    <message>
        <source>Stop; what was measured stays (Esc)</source>
        <translation>Anhalten; Gemessenes bleibt (Esc)</translation>
    </message>
    <message>
        <source>Waiting until the other jobs have ended: nothing may run beside a measurement.</source>
        <translation>Wartet, bis die anderen Aufträge zu Ende sind: Neben einer Messung darf nichts laufen.</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::RunDetails</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Choose a run to see what was measured.</source>
        <translation>Einen Lauf wählen, um zu sehen, was gemessen wurde.</translation>
    </message>
    <message>
        <source>Rows of the run</source>
        <translation>Zeilen des Laufs</translation>
    </message>
    <message>
        <source>Environment of the run</source>
        <translation>Umgebung des Laufs</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Trend of this row</source>
        <translation>Trend dieser Zeile</translation>
    </message>
    <message>
        <source>T&amp;itle</source>
        <translation>T&amp;itel</translation>
    </message>
    <message>
        <source>Ta&amp;gs</source>
        <translation>S&amp;chlagwörter</translation>
    </message>
    <message>
        <source>&amp;Baseline</source>
        <translation>Bez&amp;ugslauf</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>N&amp;otiz</translation>
    </message>
    <message>
        <source>words, with commas between them</source>
        <translation>Wörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>names that stand for this run in comparisons and gates</source>
        <translation>Namen, die in Vergleichen und Prüfungen für diesen Lauf stehen</translation>
    </message>
    <message>
        <source>what is worth knowing about this run</source>
        <translation>was über diesen Lauf wissenswert ist</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>%1 UTC, took %2</source>
        <translation>%1 UTC, dauerte %2</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Maschine</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>interrupted: what is there was measured</source>
        <translation>abgebrochen: Was da ist, wurde gemessen</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Reading the run</source>
        <translation>Lauf wird gelesen</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Median; lower is better</source>
        <translation>Median; weniger ist besser</translation>
    </message>
    <message>
        <source>Median; higher is better</source>
        <translation>Median; mehr ist besser</translation>
    </message>
    <message>
        <source>%1, %2 samples</source>
        <translation>%1, Stichproben: %2</translation>
    </message>
    <message>
        <source>This run measured nothing.</source>
        <translation>Dieser Lauf hat nichts gemessen.</translation>
    </message>
    <message>
        <source>noise floor of the session</source>
        <translation>Rauschen der Sitzung</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>The program that measured this did not say where.</source>
        <translation>Das messende Programm sagt nicht, wo gemessen wurde.</translation>
    </message>
    <message>
        <source>The chosen run</source>
        <translation>Der gewählte Lauf</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::RunRowsModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>insufficient</source>
        <translation>zu wenige Läufe</translation>
    </message>
    <message>
        <source>not measurable here</source>
        <translation>hier nicht messbar</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source> (%1 runs failed)</source>
        <translation> (%1 Läufe gescheitert)</translation>
    </message>
    <message>
        <source>skipped; what it has is kept</source>
        <translation>übersprungen; was da ist, bleibt</translation>
    </message>
    <message>
        <source>comes first</source>
        <translation>kommt zuerst</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>wird gemessen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Half of the 95 % interval over the median: narrower is surer</source>
        <translation>Die Hälfte des 95-%-Intervalls, geteilt durch den Median: schmaler ist sicherer</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::RunView</name>
    <message>
        <source>Noise floor of this session: %1 %. Two rows of the same thing differed by so much: smaller differences say nothing.</source>
        <translation>Grundrauschen dieser Sitzung: %1 %. So weit unterschieden sich zwei Zeilen derselben Sache: Kleinere Unterschiede sagen nichts.</translation>
    </message>
    <message>
        <source>Noise floor: not measured.</source>
        <translation>Grundrauschen: nicht gemessen.</translation>
    </message>
    <message>
        <source>Noise floor: %1 runs of the control so far.</source>
        <translation>Grundrauschen: bisher %1 Läufe der Kontrolle.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Run it earlier (Alt+Up)</source>
        <translation>Früher ausführen (Alt+Auf)</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Run it later (Alt+Down)</source>
        <translation>Später ausführen (Alt+Ab)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take it out of the queue (Delete)</source>
        <translation>Aus der Warteschlange nehmen (Entf)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>No sample begins until it goes on</source>
        <translation>Bis es weitergeht, beginnt keine Stichprobe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop; what was measured stays (Esc)</source>
        <translation>Anhalten; Gemessenes bleibt (Esc)</translation>
    </message>
    <message>
        <source>atoms/s</source>
        <translation>Atome/s</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Measure first</source>
        <translation>Zuerst messen</translation>
    </message>
    <message>
        <source>The chosen rows before all others (Alt+Up)</source>
        <translation>Die gewählten Zeilen vor allen anderen (Alt+Auf)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>No further runs of the chosen rows (Delete)</source>
        <translation>Keine weiteren Läufe der gewählten Zeilen (Entf)</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Plans that run and wait</source>
        <translation>Pläne, die laufen und warten</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Chart as</source>
        <translation>Diagramm als</translation>
    </message>
    <message>
        <source>Rows of the running plan</source>
        <translation>Zeilen des laufenden Plans</translation>
    </message>
    <message>
        <source>Copy with headers (TSV)</source>
        <translation>Mit Überschriften kopieren (TSV)</translation>
    </message>
    <message>
        <source>%1 (running)</source>
        <translation>%1 (läuft)</translation>
    </message>
    <message>
        <source>%1 (not checked yet)</source>
        <translation>%1 (noch nicht geprüft)</translation>
    </message>
    <message>
        <source>%1
Checked when its turn comes: nothing else runs while something is measured.</source>
        <translation>%1
Wird geprüft, wenn er an der Reihe ist: Nichts anderes läuft, während gemessen wird.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Noise floor: 1 run of the control so far.</source>
        <translation>Grundrauschen: bisher 1 Lauf der Kontrolle.</translation>
    </message>
    <message>
        <source>Nothing runs or waits. A plan is added by Run.</source>
        <translation>Nichts läuft oder wartet. „Messen“ reiht einen Plan ein.</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::SpaceChoice</name>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Generated: %1 atoms</source>
        <translation>Erzeugt: %1 Atome</translation>
    </message>
    <message>
        <source>Generated: several sizes</source>
        <translation>Erzeugt: mehrere Größen</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::SpaceDocument</name>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Number the atoms of %1</source>
        <translation>Die Atome von %1 nummerieren</translation>
    </message>
    <message>
        <source>Count %1</source>
        <translation>%1 zählen</translation>
    </message>
    <message>
        <source>Measure the shape of %1</source>
        <translation>Die Gestalt von %1 vermessen</translation>
    </message>
    <message>
        <source>Sample, %1 atoms</source>
        <translation>Beispiel, %1 Atome</translation>
    </message>
    <message>
        <source>generated</source>
        <translation>erzeugt</translation>
    </message>
    <message>
        <source>Find the selection</source>
        <translation>Die Auswahl finden</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::SpacePage</name>
    <message>
        <source>Pages of the space</source>
        <translation>Seiten des Space</translation>
    </message>
    <message>
        <source>Salvage…</source>
        <translation>Retten…</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::SummaryPage</name>
    <message>
        <source>%1 : 1</source>
        <translation>%1 : 1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>Wurzel</translation>
    </message>
    <message>
        <source>Root of a merged file</source>
        <translation>Wurzel einer zusammengeführten Datei</translation>
    </message>
    <message>
        <source>The space</source>
        <translation>Der Space</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>, dialect %1</source>
        <translation>, Dialekt %1</translation>
    </message>
    <message>
        <source>Symbols are resolved with the table beside the file: %1</source>
        <translation>Symbole werden mit der Tabelle neben der Datei aufgelöst: %1</translation>
    </message>
    <message>
        <source>Symbols look interned, but no table lies beside the file: they are shown as hex. Put the table there as %1.zip and open the file again.</source>
        <translation>Symbole sehen interniert aus, aber neben der Datei liegt keine Tabelle: Sie werden als Hex gezeigt. Die Tabelle als %1.zip daneben legen und die Datei erneut öffnen.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Dateigröße</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Auf dem Datenträger</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>mapped</source>
        <translation>eingeblendet</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>im Speicher</translation>
    </message>
    <message>
        <source>newest</source>
        <translation>neueste</translation>
    </message>
    <message>
        <source>No findings: opening it met nothing unusual</source>
        <translation>Keine Befunde: Beim Öffnen fiel nichts auf</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Symbol text</source>
        <translation>Symboltext</translation>
    </message>
    <message>
        <source>Multiplicities</source>
        <translation>Vielfachheiten</translation>
    </message>
    <message>
        <source>The entries</source>
        <translation>Die Einträge</translation>
    </message>
    <message>
        <source>at least </source>
        <translation>mindestens </translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Pfade</translation>
    </message>
    <message>
        <source>Of them expressions</source>
        <translation>Davon Ausdrücke</translation>
    </message>
    <message>
        <source>With a value other than 0</source>
        <translation>Mit einem Wert ungleich 0</translation>
    </message>
    <message>
        <source>Path bytes</source>
        <translation>Pfadbytes</translation>
    </message>
    <message>
        <source>Framed bytes</source>
        <translation>Gerahmte Bytes</translation>
    </message>
    <message>
        <source>%1 bytes, with a length of 4 bytes a path</source>
        <translation>%1 Bytes, mit 4 Bytes Länge je Pfad</translation>
    </message>
    <message>
        <source>Longest path</source>
        <translation>Längster Pfad</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>Trie nodes</source>
        <translation>Trie-Knoten</translation>
    </message>
    <message>
        <source>One a byte: distinct prefixes, the root included</source>
        <translation>Einer je Byte: verschiedene Präfixe, die Wurzel eingeschlossen</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>Halte</translation>
    </message>
    <message>
        <source>Nodes after folding runs: root, path ends, forks</source>
        <translation>Knoten nach dem Falten von Läufen: Wurzel, Pfadenden, Gabelungen</translation>
    </message>
    <message>
        <source>Forks</source>
        <translation>Gabelungen</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>Blätter</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>%1 stops</source>
        <translation>%1 Halte</translation>
    </message>
    <message>
        <source>Counting: %1</source>
        <translation>Zählt: %1</translation>
    </message>
    <message>
        <source>Counting stopped. %1</source>
        <translation>Das Zählen endete vorzeitig. %1</translation>
    </message>
    <message>
        <source>oldest</source>
        <translation>älteste</translation>
    </message>
    <message>
        <source>older, %1 of %2</source>
        <translation>ältere, %1 von %2</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::SymbolRows</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Length (B)</source>
        <translation>Länge (B)</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TagDialog</name>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Selected runs: %1. Other tags stay.</source>
        <translation>Gewählte Läufe: %1. Andere Schlagwörter bleiben.</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Take away</source>
        <translation>&amp;Wegnehmen</translation>
    </message>
    <message>
        <source>words, with commas between them</source>
        <translation>Wörter, mit Kommas getrennt</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TargetEditor</name>
    <message>
        <source>Targets of the table</source>
        <translation>Ziele der Tabelle</translation>
    </message>
    <message>
        <source>Add target</source>
        <translation>Ziel hinzufügen</translation>
    </message>
    <message>
        <source>Remove targets</source>
        <translation>Ziele entfernen</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Remove table</source>
        <translation>Tabelle entfernen</translation>
    </message>
    <message>
        <source>Tables of targets</source>
        <translation>Tabellen von Zielen</translation>
    </message>
    <message>
        <source>Tab&amp;le</source>
        <translation>Tabe&amp;lle</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>A table of your own, with the same targets</source>
        <translation>Eine eigene Tabelle mit denselben Zielen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Reads a table from a JSON file</source>
        <translation>Liest eine Tabelle aus einer JSON-Datei</translation>
    </message>
    <message>
        <source>Import a table</source>
        <translation>Tabelle importieren</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Writes the table as a JSON file</source>
        <translation>Schreibt die Tabelle als JSON-Datei</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>&amp;Name in commands and files</source>
        <translation>&amp;Name in Befehlen und Dateien</translation>
    </message>
    <message>
        <source>T&amp;itle</source>
        <translation>T&amp;itel</translation>
    </message>
    <message>
        <source>&amp;Source</source>
        <translation>&amp;Quelle</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>A block of the dashboard</source>
        <translation>Ein Block der Übersicht</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Empty: every operation</source>
        <translation>Leer: jede Operation</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Empty: every format</source>
        <translation>Leer: jedes Format</translation>
    </message>
    <message>
        <source>Atoms</source>
        <translation>Atome</translation>
    </message>
    <message>
        <source>Exactly this size; empty: any</source>
        <translation>Genau diese Größe; leer: jede</translation>
    </message>
    <message>
        <source>Better</source>
        <translation>Besser</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>In the metric&apos;s own unit: ns, bytes, a second, a ratio</source>
        <translation>In der Einheit der Messgröße: ns, Byte, je Sekunde, Verhältnis</translation>
    </message>
    <message>
        <source>Stretch goal</source>
        <translation>Wunschziel</translation>
    </message>
    <message>
        <source>Empty: none</source>
        <translation>Leer: keines</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Lower end where the target is a range; empty: none</source>
        <translation>Unteres Ende, wo das Ziel ein Bereich ist; leer: keines</translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation>Obergrenze</translation>
    </message>
    <message>
        <source>Above it is worse than missed; empty: none</source>
        <translation>Darüber ist schlimmer als verfehlt; leer: keine</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>Streng</translation>
    </message>
    <message>
        <source>A limit that is hit exactly is missed</source>
        <translation>Eine genau getroffene Grenze ist verfehlt</translation>
    </message>
    <message>
        <source>Least threads</source>
        <translation>Mindestens Threads</translation>
    </message>
    <message>
        <source>Rows of fewer threads are not judged; empty: any</source>
        <translation>Zeilen mit weniger Threads werden nicht beurteilt; leer: alle</translation>
    </message>
    <message>
        <source>This table has no targets yet.</source>
        <translation>Diese Tabelle hat noch keine Ziele.</translation>
    </message>
    <message>
        <source>%1 (built in)</source>
        <translation>%1 (eingebaut)</translation>
    </message>
    <message>
        <source>%1, copy</source>
        <translation>%1, Kopie</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>new target</source>
        <translation>neues Ziel</translation>
    </message>
    <message>
        <source>Figures are in the metric&apos;s own unit: ns, bytes, a second, a ratio. Double-click or F2 edits a cell.</source>
        <translation>Werte stehen in der Einheit der Messgröße: ns, Byte, je Sekunde, Verhältnis. Doppelklick oder F2 bearbeitet eine Zelle.</translation>
    </message>
    <message>
        <source>This table is built in: duplicate it to change it.</source>
        <translation>Diese Tabelle ist eingebaut: zum Ändern duplizieren.</translation>
    </message>
    <message>
        <source>Save a table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Remove a table</source>
        <translation>Tabelle entfernen</translation>
    </message>
    <message>
        <source>Remove the table &quot;%1&quot; for good?</source>
        <translation>Die Tabelle „%1“ endgültig entfernen?</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>niedriger</translation>
    </message>
    <message>
        <source>higher</source>
        <translation>höher</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Unsaved table</source>
        <translation>Nicht gespeicherte Tabelle</translation>
    </message>
    <message>
        <source>The table &quot;%1&quot; was changed. Go on without saving it?</source>
        <translation>Die Tabelle „%1“ wurde geändert. Ohne Speichern fortfahren?</translation>
    </message>
    <message>
        <source>Replace a table</source>
        <translation>Tabelle ersetzen</translation>
    </message>
    <message>
        <source>There is another table with the name &quot;%1&quot;. Replace it?</source>
        <translation>Es gibt eine andere Tabelle mit dem Namen „%1“. Ersetzen?</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>memory, or file: written and synced, or read; empty: both</source>
        <translation>Speicher, oder Datei: geschrieben und synchronisiert, oder gelesen; leer: beides</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TargetsPage</name>
    <message>
        <source>Measure with the guide&apos;s plan</source>
        <translation>Mit dem Plan des Leitfadens messen</translation>
    </message>
    <message>
        <source>Targets and what was measured</source>
        <translation>Ziele und was gemessen wurde</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Zellen</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Judge again</source>
        <translation>Neu beurteilen</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation>Lau&amp;f</translation>
    </message>
    <message>
        <source>Tab&amp;le</source>
        <translation>Tabe&amp;lle</translation>
    </message>
    <message>
        <source>Edit tables</source>
        <translation>Tabellen bearbeiten</translation>
    </message>
    <message>
        <source>Duplicate a table, change its targets, import and export</source>
        <translation>Tabelle duplizieren, Ziele ändern, importieren und exportieren</translation>
    </message>
    <message>
        <source>Opens the Bench page with the plan that measures every target of the guide</source>
        <translation>Öffnet die Bench-Seite mit dem Plan, der jedes Ziel des Leitfadens misst</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Dashboard as Markdown…</source>
        <translation>Übersicht als Markdown…</translation>
    </message>
    <message>
        <source>Dashboard as JSON…</source>
        <translation>Übersicht als JSON…</translation>
    </message>
    <message>
        <source>Judge a run</source>
        <translation>Lauf beurteilen</translation>
    </message>
    <message>
        <source>nothing was recorded yet</source>
        <translation>noch nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>newest: %1</source>
        <translation>neuester: %1</translation>
    </message>
    <message>
        <source>%1, on %2</source>
        <translation>%1, auf %2</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>This table has no targets.</source>
        <translation>Diese Tabelle hat keine Ziele.</translation>
    </message>
    <message>
        <source>Reading tables and runs</source>
        <translation>Tabellen und Läufe werden gelesen</translation>
    </message>
    <message>
        <source>Nothing can be judged.</source>
        <translation>Nichts kann beurteilt werden.</translation>
    </message>
    <message>
        <source>Save the dashboard</source>
        <translation>Übersicht speichern</translation>
    </message>
    <message>
        <source>Pictures of the targets</source>
        <translation>Bilder der Ziele</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TechniqueBoardModel</name>
    <message>
        <source>no figure claimed</source>
        <translation>keine Zahl behauptet</translation>
    </message>
    <message>
        <source>claimed %1 to %2</source>
        <translation>behauptet %1 bis %2</translation>
    </message>
    <message>
        <source>claimed %1</source>
        <translation>behauptet %1</translation>
    </message>
    <message>
        <source>%1 (%2 to %3), %4</source>
        <translation>%1 (%2 bis %3), %4</translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>%1 % fewer</source>
        <translation>%1 % weniger</translation>
    </message>
    <message>
        <source>%1 % more</source>
        <translation>%1 % mehr</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>Its output was not the reference output: it shows no time.</source>
        <translation>Die Ausgabe war nicht die der Referenz: es wird keine Zeit gezeigt.</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>A bad example whose output was not told from the reference output.</source>
        <translation>Ein schlechtes Beispiel, dessen Ausgabe nicht von der Referenz unterschieden wurde.</translation>
    </message>
    <message>
        <source>other conditions</source>
        <translation>andere Bedingungen</translation>
    </message>
    <message>
        <source>bad example: must be rejected</source>
        <translation>schlechtes Beispiel: muss abgelehnt werden</translation>
    </message>
    <message>
        <source>%1 times as much %2 without as with it, 95 % interval %3 to %4</source>
        <translation>%1-mal so viel ohne wie mit (%2), 95-%-Intervall %3 bis %4</translation>
    </message>
    <message>
        <source>%1 times as many allocations without as with it</source>
        <translation>%1-mal so viele Allokationen ohne wie mit</translation>
    </message>
    <message>
        <source>%1 times as many bytes allocated</source>
        <translation>%1-mal so viele allokierte Bytes</translation>
    </message>
    <message>
        <source>%1 times as many bytes stored</source>
        <translation>%1-mal so viele gespeicherte Bytes</translation>
    </message>
    <message>
        <source>Not counted.</source>
        <translation>Nicht gezählt.</translation>
    </message>
    <message>
        <source>Of the quantity that the claim is about, from pairs of runs in one round, with its 95 % interval</source>
        <translation>Der Größe, von der die Aussage spricht, aus Paaren von Läufen einer Runde, mit 95-%-Intervall</translation>
    </message>
    <message>
        <source>Dot and whiskers: measured with its 95 % interval. Hatched: what the guide claims. Line: no effect. The axis is logarithmic, from %1 to %2; a whisker without an end goes on beyond it.</source>
        <translation>Punkt und Balken: gemessen mit 95-%-Intervall. Schraffiert: was der Leitfaden behauptet. Linie: keine Wirkung. Die Achse ist logarithmisch, von %1 bis %2; ein Balken ohne Ende reicht darüber hinaus.</translation>
    </message>
    <message>
        <source>The measured interval held against the claim, on this task alone</source>
        <translation>Das gemessene Intervall gegen die Aussage gehalten, nur für diese Aufgabe</translation>
    </message>
    <message>
        <source>Calls of the allocator with the technique, against those without it</source>
        <translation>Aufrufe des Allokators mit der Technik, gegen die ohne sie</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Technique</source>
        <translation>Technik</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>Behauptet</translation>
    </message>
    <message>
        <source>Measured effect</source>
        <translation>Gemessene Wirkung</translation>
    </message>
    <message>
        <source>%1 to %2, log</source>
        <translation>%1 bis %2, log</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Allocations</source>
        <translation>Allokationen</translation>
    </message>
    <message>
        <source>Reason or note</source>
        <translation>Grund oder Hinweis</translation>
    </message>
    <message>
        <source>Claimed low (x)</source>
        <translation>Behauptet von (x)</translation>
    </message>
    <message>
        <source>Claimed high (x)</source>
        <translation>Behauptet bis (x)</translation>
    </message>
    <message>
        <source>Effect (x)</source>
        <translation>Wirkung (x)</translation>
    </message>
    <message>
        <source>Effect low (x)</source>
        <translation>Wirkung von (x)</translation>
    </message>
    <message>
        <source>Effect high (x)</source>
        <translation>Wirkung bis (x)</translation>
    </message>
    <message>
        <source>Allocations (x)</source>
        <translation>Allokationen (x)</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TechniquesForm</name>
    <message>
        <source>The guide&apos;s present code, and that code with one technique switched on.</source>
        <translation>Der heutige Code des Leitfadens, und dieser Code mit einer eingeschalteten Technik.</translation>
    </message>
    <message>
        <source>All techniques on, and all on but one: what each adds to the others.</source>
        <translation>Alle Techniken ein, und alle bis auf eine: was jede zu den anderen beiträgt.</translation>
    </message>
    <message>
        <source>Half of the techniques on in each of a few pipelines, in a balanced design: shows which of them help or hinder each other.</source>
        <translation>Je die Hälfte der Techniken ein, in wenigen Abläufen nach ausgewogenem Plan: zeigt, welche einander helfen oder hindern.</translation>
    </message>
    <message>
        <source>The guide&apos;s present code, and each size, way or number that a switch can have, alone.</source>
        <translation>Der heutige Code des Leitfadens, und jede Größe, Art oder Zahl, die ein Schalter haben kann, für sich.</translation>
    </message>
    <message>
        <source>Bad examples</source>
        <translation>Schlechte Beispiele</translation>
    </message>
    <message>
        <source>&amp;Input</source>
        <translation>&amp;Eingabe</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>Each round runs every pipeline once, in random order; an interval needs nine rounds</source>
        <translation>Jede Runde führt jeden Ablauf einmal aus, in zufälliger Reihenfolge; ein Intervall braucht neun Runden</translation>
    </message>
    <message>
        <source>&amp;Rounds</source>
        <translation>&amp;Runden</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>as long as it takes</source>
        <translation>so lange es dauert</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>No round begins after that time; what it did not reach says so</source>
        <translation>Nach dieser Zeit beginnt keine Runde mehr; was nicht erreicht wurde, sagt es</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Zeit</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>Eine auf einmal</translation>
    </message>
    <message>
        <source>All but one</source>
        <translation>Alle bis auf eine</translation>
    </message>
    <message>
        <source>Fractional factorial</source>
        <translation>Teilfaktoriell</translation>
    </message>
    <message>
        <source>Every level</source>
        <translation>Jede Stufe</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Techniques</source>
        <translation>Techniken</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Choose all techniques</source>
        <translation>Alle Techniken wählen</translation>
    </message>
    <message>
        <source>Choose no technique</source>
        <translation>Keine Technik wählen</translation>
    </message>
    <message>
        <source>Code as the guide prints it, whose output is wrong. The check of the output must reject it: %1.</source>
        <translation>Code, wie der Leitfaden ihn druckt, mit falscher Ausgabe. Die Prüfung der Ausgabe muss ihn ablehnen: %1.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Of the random order of the runs</source>
        <translation>Der zufälligen Reihenfolge der Läufe</translation>
    </message>
    <message>
        <source>See&amp;d of the order</source>
        <translation>Start&amp;wert der Reihenfolge</translation>
    </message>
    <message>
        <source>does nothing for the chosen tasks</source>
        <translation>bewirkt nichts bei den gewählten Aufgaben</translation>
    </message>
    <message>
        <source>Choose at least one operation and one format.</source>
        <translation>Mindestens eine Operation und ein Format wählen.</translation>
    </message>
    <message>
        <source>Choose at least one technique.</source>
        <translation>Mindestens eine Technik wählen.</translation>
    </message>
    <message>
        <source>E&amp;xperiment</source>
        <translation>Vers&amp;uch</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TechniquesPage</name>
    <message>
        <source>Picture as PNG...</source>
        <translation>Bild als PNG...</translation>
    </message>
    <message>
        <source>Picture as SVG...</source>
        <translation>Bild als SVG...</translation>
    </message>
    <message>
        <source>Board as CSV...</source>
        <translation>Tafel als CSV...</translation>
    </message>
    <message>
        <source>Everything as JSON...</source>
        <translation>Alles als JSON...</translation>
    </message>
    <message>
        <source>%1 measured</source>
        <translation>%1 gemessen</translation>
    </message>
    <message>
        <source>%1 insufficient</source>
        <translation>%1 unzureichend</translation>
    </message>
    <message>
        <source>%1 not measurable here</source>
        <translation>%1 hier nicht messbar</translation>
    </message>
    <message>
        <source>%1 rejected</source>
        <translation>%1 abgelehnt</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 gescheitert</translation>
    </message>
    <message>
        <source>one technique at a time</source>
        <translation>eine Technik auf einmal</translation>
    </message>
    <message>
        <source>all techniques but one</source>
        <translation>alle Techniken bis auf eine</translation>
    </message>
    <message>
        <source>a fractional factorial</source>
        <translation>teilfaktoriell</translation>
    </message>
    <message>
        <source>every level of each switch</source>
        <translation>jede Stufe jedes Schalters</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Techniques</source>
        <translation>Techniken</translation>
    </message>
    <message>
        <source>Switch techniques on and off: what does each one really do?</source>
        <translation>Techniken ein- und ausschalten: was bewirkt jede wirklich?</translation>
    </message>
    <message>
        <source>The performance guide claims an effect for each of its techniques. Each is a switch here, run both ways on your own space, in random order, with nothing else beside it. Output that is not the reference output is rejected before any time is taken. You get the effect with its interval next to the claim, allocations, and the reason where something cannot be measured on this machine.</source>
        <translation>Der Leistungsleitfaden behauptet von jeder seiner Techniken eine Wirkung. Jede ist hier ein Schalter, in beiden Stellungen ausgeführt auf Ihrem eigenen Raum, in zufälliger Reihenfolge, und nichts sonst läuft daneben. Eine Ausgabe, die nicht die der Referenz ist, wird abgelehnt, bevor eine Zeit genommen wird. Sie sehen die Wirkung mit ihrem Intervall neben der Aussage, Allokationen, und den Grund, wo sich etwas auf dieser Maschine nicht messen lässt.</translation>
    </message>
    <message>
        <source>Run switchboard</source>
        <translation>Schaltbrett ausführen</translation>
    </message>
    <message>
        <source>%1 (F5)</source>
        <translation>%1 (F5)</translation>
    </message>
    <message>
        <source>Look at this machine</source>
        <translation>Diese Maschine ansehen</translation>
    </message>
    <message>
        <source>Techniques %1</source>
        <translation>Techniken %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Cancelled; %1</source>
        <translation>Abgebrochen; %1</translation>
    </message>
    <message>
        <source>Cancelled before anything was measured</source>
        <translation>Abgebrochen, bevor etwas gemessen war</translation>
    </message>
    <message>
        <source>%1: waiting for its turn</source>
        <translation>%1: wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>%1: measuring, %2 so far</source>
        <translation>%1: misst, bisher %2</translation>
    </message>
    <message>
        <source>%1: checking every pipeline&apos;s output against the reference</source>
        <translation>%1: vergleicht die Ausgabe jedes Ablaufs mit der Referenz</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>; %1, rounds: %2</source>
        <translation>; %1, Runden: %2</translation>
    </message>
    <message>
        <source>; the time was over before all rounds were run</source>
        <translation>; die Zeit war um, bevor alle Runden gelaufen waren</translation>
    </message>
    <message>
        <source>%1: cancelled; what was measured is shown (%2)</source>
        <translation>%1: abgebrochen; gezeigt wird, was gemessen wurde (%2)</translation>
    </message>
    <message>
        <source>%1: cancelled before anything was measured</source>
        <translation>%1: abgebrochen, bevor etwas gemessen war</translation>
    </message>
    <message>
        <source>%1: failed; what was measured is shown (%2)</source>
        <translation>%1: gescheitert; was gemessen wurde, ist zu sehen (%2)</translation>
    </message>
    <message>
        <source>%1: failed before anything was measured</source>
        <translation>%1: gescheitert, bevor etwas gemessen war</translation>
    </message>
    <message>
        <source>Save techniques</source>
        <translation>Techniken speichern</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TechniquesView</name>
    <message>
        <source>Tas&amp;k</source>
        <translation>Auf&amp;gabe</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Rows of one task; the chart speaks of one task at a time</source>
        <translation>Zeilen einer Aufgabe; das Diagramm spricht von einer Aufgabe</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>claimed against measured</source>
        <translation>behauptet gegen gemessen</translation>
    </message>
    <message>
        <source>What the guide claims beside what was measured</source>
        <translation>Was der Leitfaden behauptet, neben dem, was gemessen wurde</translation>
    </message>
    <message>
        <source>interactions</source>
        <translation>Wechselwirkungen</translation>
    </message>
    <message>
        <source>Which techniques help or hinder each other; measured by a fractional factorial experiment</source>
        <translation>Welche Techniken einander helfen oder hindern; gemessen durch einen teilfaktoriellen Versuch</translation>
    </message>
    <message>
        <source>Raw samples</source>
        <translation>Rohe Messungen</translation>
    </message>
    <message>
        <source>Every run of the selected row, and what was counted</source>
        <translation>Jeder Lauf der gewählten Zeile, und was gezählt wurde</translation>
    </message>
    <message>
        <source>Board of techniques</source>
        <translation>Tafel der Techniken</translation>
    </message>
    <message>
        <source>Copy with headers (TSV)</source>
        <translation>Mit Überschriften kopieren (TSV)</translation>
    </message>
    <message>
        <source>all tasks</source>
        <translation>alle Aufgaben</translation>
    </message>
    <message>
        <source>Choose a row of the board or a bar of the chart.</source>
        <translation>Eine Zeile der Tafel oder einen Balken des Diagramms wählen.</translation>
    </message>
    <message>
        <source>Sort by effect</source>
        <translation>Nach Wirkung sortieren</translation>
    </message>
    <message>
        <source>In the guide&apos;s order</source>
        <translation>In der Reihenfolge des Leitfadens</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TerminalLine</name>
    <message>
        <source>In the terminal</source>
        <translation>Im Terminal</translation>
    </message>
    <message>
        <source>The equal spacectl line</source>
        <translation>Die gleiche spacectl-Zeile</translation>
    </message>
    <message>
        <source>Copy line</source>
        <translation>Zeile kopieren</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TrendPanel</name>
    <message>
        <source>Other machines and inputs, too</source>
        <translation>Auch andere Maschinen und Eingaben</translation>
    </message>
    <message>
        <source>Trend as a table</source>
        <translation>Trend als Tabelle</translation>
    </message>
    <message>
        <source>&amp;Row</source>
        <translation>&amp;Zeile</translation>
    </message>
    <message>
        <source>Metri&amp;c</source>
        <translation>Messg&amp;röße</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>In UTC</source>
        <translation>In UTC</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % von</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % bis</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Maschine</translation>
    </message>
    <message>
        <source>No run has this row.</source>
        <translation>Kein Lauf hat diese Zeile.</translation>
    </message>
    <message>
        <source>Read a trend</source>
        <translation>Trend lesen</translation>
    </message>
    <message>
        <source>in runs: %1</source>
        <translation>in Läufen: %1</translation>
    </message>
    <message>
        <source>Nothing was recorded yet.</source>
        <translation>Noch wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>No lasting change in %1 runs.</source>
        <translation>Keine bleibende Änderung in %1 Läufen.</translation>
    </message>
    <message>
        <source>Lasting changes: %1, in %2 runs.</source>
        <translation>Bleibende Änderungen: %1, in %2 Läufen.</translation>
    </message>
    <message>
        <source>Left out, of other machines or inputs: %1.</source>
        <translation>Ausgelassen, von anderen Maschinen oder Eingaben: %1.</translation>
    </message>
    <message>
        <source>Machines or inputs are mixed: a step may be theirs.</source>
        <translation>Maschinen oder Eingaben sind gemischt: Eine Stufe kann von ihnen stammen.</translation>
    </message>
    <message>
        <source>Median before %1, from here on %2; p = %3</source>
        <translation>Median davor %1, ab hier %2; p = %3</translation>
    </message>
    <message>
        <source>How did it change?</source>
        <translation>Wie hat es sich geändert?</translation>
    </message>
    <message>
        <source>No run has this row with this metric.</source>
        <translation>Kein Lauf hat diese Zeile mit dieser Messgröße.</translation>
    </message>
    <message>
        <source>Read when the measurement ends: nothing else runs beside it.</source>
        <translation>Wird gelesen, sobald die Messung endet: Neben ihr läuft nichts anderes.</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TrieModel</name>
    <message>
        <source>all paths</source>
        <translation>alle Pfade</translation>
    </message>
    <message>
        <source>Read the trie</source>
        <translation>Den Trie lesen</translation>
    </message>
    <message>
        <source>Count paths</source>
        <translation>Pfade zählen</translation>
    </message>
    <message>
        <source>More than can be counted while you look.</source>
        <translation>Mehr, als sich beim Ansehen zählen lässt.</translation>
    </message>
    <message>
        <source>%1: cannot be followed</source>
        <translation>%1: nicht zu verfolgen</translation>
    </message>
    <message>
        <source>many</source>
        <translation>viele</translation>
    </message>
    <message>
        <source>Tokens of the expression up to the next fork or path end: (3 is a compound of three, $a a variable, [4] begins a symbol of 4 bytes, quoted is a part of one</source>
        <translation>Tokens des Ausdrucks bis zur nächsten Gabelung oder zum Pfadende: (3 ist eine Gruppe von dreien, $a eine Variable, [4] beginnt ein Symbol von 4 Bytes, in Anführungszeichen steht ein Teil davon</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Paths below</source>
        <translation>Pfade darunter</translation>
    </message>
    <message>
        <source>Children</source>
        <translation>Kinder</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::TriePage</name>
    <message>
        <source>Trie</source>
        <translation>Trie</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::WaitNote</name>
    <message>
        <source>Waits until the measurement ends: nothing else runs beside it.</source>
        <translation>Wartet, bis die Messung endet: nichts anderes läuft daneben.</translation>
    </message>
</context>
</TS>
