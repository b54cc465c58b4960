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
        <source>Jobs still running: %1. Quit and cancel them?</source>
        <translation>Noch laufende Aufträge: %1. Beenden und sie abbrechen?</translation>
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
        <translation>Vergrößerung zurücksetzen</translation>
    </message>
</context>
<context>
    <name>spacebench::widgets::BenchForm</name>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
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
        <source>Repetitions</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Samples a row, after one warm-up run</source>
        <translation>Messungen je Zeile, nach einem Lauf zum Aufwärmen</translation>
    </message>
    <message>
        <source>&amp;Repetitions</source>
        <translation>&amp;Wiederholungen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
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
    <message>
        <source>Text formats</source>
        <translation>Textformate</translation>
    </message>
    <message>
        <source>Generated: %1 atoms</source>
        <translation>Erzeugt: %1 Atome</translation>
    </message>
    <message>
        <source>Generated: 1K to 1M atoms</source>
        <translation>Erzeugt: 1K bis 1M Atome</translation>
    </message>
    <message>
        <source>Choose an input.</source>
        <translation>Eine Eingabe wählen.</translation>
    </message>
    <message>
        <source>Choose at least one operation.</source>
        <translation>Mindestens eine Operation wählen.</translation>
    </message>
    <message>
        <source>Choose at least one format.</source>
        <translation>Mindestens ein Format wählen.</translation>
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
        <source>Time of one run, where the guide has a time target</source>
        <translation>Zeit eines Laufs, wo der Leitfaden ein Zeitziel hat</translation>
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
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Progress of the benchmark</source>
        <translation>Fortschritt der Messung</translation>
    </message>
    <message>
        <source>Run the benchmark (F5)</source>
        <translation>Die Messung starten (F5)</translation>
    </message>
    <message>
        <source>Stop; what was measured stays (Esc)</source>
        <translation>Anhalten; was gemessen wurde, bleibt (Esc)</translation>
    </message>
    <message>
        <source>Run a benchmark: how fast, how frugal and how small is each format?</source>
        <translation>Eine Messung starten: Wie schnell, wie sparsam und wie klein ist jedes Format?</translation>
    </message>
    <message>
        <source>Each operation runs once to warm up and then as often as you ask, with nothing else beside it. Every result is checked against the input. You get the median with its interval, allocations and compression ratio, next to the targets of the performance guide.</source>
        <translation>Jede Operation läuft einmal zum Aufwärmen und dann so oft wie gewünscht, ohne dass nebenher etwas anderes läuft. Jedes Ergebnis wird mit der Eingabe verglichen. Gezeigt werden der Median mit seinem Intervall, Speicheranforderungen und Kompressionsverhältnis neben den Zielen des Leistungsleitfadens.</translation>
    </message>
    <message>
        <source>Run benchmark</source>
        <translation>Messung starten</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Benchmark %1</source>
        <translation>%1 messen</translation>
    </message>
    <message>
        <source>Waiting until the other jobs have ended: nothing may run beside a measurement.</source>
        <translation>Wartet, bis die anderen Aufträge beendet sind: Neben einer Messung darf nichts laufen.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Cancelled after %1</source>
        <translation>Abgebrochen nach %1</translation>
    </message>
    <message>
        <source>%1: waiting for its turn</source>
        <translation>%1: wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>%1: measuring, %2 so far</source>
        <translation>%1: wird gemessen, bisher %2</translation>
    </message>
    <message>
        <source>%1: %2, every result verified</source>
        <translation>%1: %2, jedes Ergebnis geprüft</translation>
    </message>
    <message>
        <source>; copying the %1 of raw bytes took %2</source>
        <translation>; das Kopieren der %1 Rohbytes dauerte %2</translation>
    </message>
    <message>
        <source>%1: cancelled; what was measured is shown (%2)</source>
        <translation>%1: abgebrochen; gezeigt wird, was gemessen wurde (%2)</translation>
    </message>
    <message>
        <source>%1: cancelled before the first row was measured</source>
        <translation>%1: abgebrochen, bevor die erste Zeile gemessen war</translation>
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
        <source>%1 files (*.%2)</source>
        <translation>%1-Dateien (*.%2)</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>Diagramm speichern</translation>
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
</TS>
