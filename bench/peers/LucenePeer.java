import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;

/**
 * Lucene 8 doing the work of `bench search`: one text field with positions, k1 = 1.2 and b = 0.75, English and Russian analysis, best twenty and the exact count, one thread.
 * Arguments: collection (id, text, one column of values a facet, by tabs), queries, names of the facets or "-", modes, warm-up passes, measured passes, index folder, file for the best twenty.
 */
public final class LucenePeer {
    private static final int BEST = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private interface Question {
        long ask(String query) throws IOException;
    }

    private static final class Bilingual extends Analyzer {
        private final CharArraySet stop = new CharArraySet(400, true);

        Bilingual() {
            stop.addAll(EnglishAnalyzer.getDefaultStopSet());
            stop.addAll(RussianAnalyzer.getDefaultStopSet());
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new StandardTokenizer();
            TokenStream kept = new StopFilter(new LowerCaseFilter(words), stop);
            return new TokenStreamComponents(words, new SnowballFilter(new SnowballFilter(kept, "Russian"), "English"));
        }
    }

    private final Analyzer analyzer = new Bilingual();
    private final FacetsConfig facetsConfig = new FacetsConfig();
    private final String[] facets;
    private final int warm;
    private final int measured;
    private IndexSearcher searcher;
    private SortedSetDocValuesReaderState facetState;

    private LucenePeer(String[] facets, int warm, int measured) {
        this.facets = facets;
        this.warm = warm;
        this.measured = measured;
        for (String facet : facets) facetsConfig.setMultiValued(facet, true);
    }

    public static void main(String[] args) throws IOException {
        String[] facets = args[2].equals("-") ? new String[0] : args[2].split(",");
        LucenePeer peer = new LucenePeer(facets, Integer.parseInt(args[4]), Integer.parseInt(args[5]));
        List<String> queries = Files.readAllLines(Path.of(args[1]), StandardCharsets.UTF_8);
        Path folder = Path.of(args[6]);
        List<String> lines = Files.readAllLines(Path.of(args[0]), StandardCharsets.UTF_8);
        double[] seconds = null;
        for (int pass = 0; pass < 2; pass++) seconds = peer.index(lines, folder); // the second one is warm
        lines = null;

        DirectoryReader reader = DirectoryReader.open(new MMapDirectory(folder));
        peer.searcher = new IndexSearcher(reader);
        peer.searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
        peer.searcher.setQueryCache(null);
        if (facets.length > 0) peer.facetState = new DefaultSortedSetDocValuesReaderState(reader);

        StringBuilder json = new StringBuilder("{");
        json.append(String.format(Locale.ROOT, "\"version\":\"%s\",\"index_seconds\":%.3f,\"index_cpu_seconds\":%.3f,\"index_bytes\":%d", Version.LATEST, seconds[0], seconds[1], size(folder)));
        for (String mode : args[3].split(",")) {
            Occur occur = mode.equals("and") ? Occur.MUST : Occur.SHOULD;
            json.append(",\"").append(mode).append("\":").append(peer.measure(queries, q -> peer.best(q, occur).totalHits.value));
            if (mode.equals("or") && facets.length > 0) json.append(",\"or_facets\":").append(peer.measure(queries, peer::countFacets));
        }

        System.out.println(json.append('}'));
        try (PrintWriter best = new PrintWriter(args[7], StandardCharsets.UTF_8)) {
            for (String query : queries) {
                StringBuilder ids = new StringBuilder();
                for (ScoreDoc hit : peer.best(query, Occur.SHOULD).scoreDocs) ids.append('\t').append(peer.searcher.doc(hit.doc).get("id"));
                best.println(ids);
            }
        }
    }

    private double[] index(List<String> lines, Path folder) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer);
        config.setRAMBufferSizeMB(512);
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setMergeScheduler(new SerialMergeScheduler()); // one thread, so that its processor time is the whole
        config.setSimilarity(new BM25Similarity(1.2f, 0.75f));
        long wall = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        try (IndexWriter writer = new IndexWriter(new MMapDirectory(folder), config)) {
            for (String line : lines) {
                String[] columns = line.split("\t", -1);
                Document document = new Document();
                document.add(new StringField("id", columns[0], Field.Store.YES));
                document.add(new TextField("all", columns[1], Field.Store.NO));
                for (int i = 0; i < facets.length; i++)
                    for (String value : columns[i + 2].split("\u001f"))
                        if (!value.isEmpty()) document.add(new SortedSetDocValuesFacetField(facets[i], value));
                writer.addDocument(facetsConfig.build(document));
            }
            writer.commit();
        }
        return new double[] {(System.nanoTime() - wall) / 1e9, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9};
    }

    private TopDocs best(String query, Occur occur) throws IOException {
        TopScoreDocCollector collector = TopScoreDocCollector.create(BEST, Integer.MAX_VALUE); // counts every hit
        searcher.search(words(query, occur), collector);
        return collector.topDocs();
    }

    private long countFacets(String query) throws IOException {
        FacetsCollector collector = new FacetsCollector();
        FacetsCollector.search(searcher, words(query, Occur.SHOULD), BEST, collector);
        Facets counts = new SortedSetDocValuesFacetCounts(facetState, collector);
        for (String facet : facets) counts.getTopChildren(30, facet);
        long hits = 0;
        for (FacetsCollector.MatchingDocs matching : collector.getMatchingDocs()) hits += matching.totalHits;
        return hits;
    }

    private Query words(String query, Occur occur) throws IOException {
        Set<String> terms = new LinkedHashSet<>();
        try (TokenStream stream = analyzer.tokenStream("all", query)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) terms.add(term.toString());
            stream.end();
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String term : terms) all.add(new TermQuery(new Term("all", term)), occur);
        return all.build();
    }

    private String measure(List<String> queries, Question question) throws IOException {
        for (int pass = 0; pass < warm; pass++)
            for (String query : queries) question.ask(query);
        List<double[]> times = new ArrayList<>();
        long hits = 0;
        for (int pass = 0; pass < measured; pass++) {
            for (String query : queries) {
                long cpu = THREADS.getCurrentThreadCpuTime();
                long wall = System.nanoTime();
                long found = question.ask(query);
                times.add(new double[] {(System.nanoTime() - wall) / 1e3, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3});
                if (pass == 0) hits += found;
            }
        }
        return String.format(Locale.ROOT, "{\"sum_of_hits\":%d,\"wall_us\":%s,\"cpu_us\":%s}", hits, percentiles(times, 0), percentiles(times, 1));
    }

    private static String percentiles(List<double[]> times, int column) {
        double[] sorted = times.stream().mapToDouble(time -> time[column]).toArray();
        Arrays.sort(sorted);
        int n = sorted.length;
        return String.format(Locale.ROOT, "{\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"max\":%.1f}",
            sorted[n / 2], sorted[Math.min(n - 1, (int) (n * 0.9))], sorted[Math.min(n - 1, (int) (n * 0.99))], sorted[n - 1]);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
