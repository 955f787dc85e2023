/*
 * igraph as a peer of the engine's kernels: loads one graph and then does the work named on each line of its input, answering one
 * line of JSON: CPU milliseconds, peak memory in megabytes and a value by which to see that the same thing was computed.
 *
 * cc -O2 igraph-peer.c $(pkg-config --cflags --libs igraph) -o igraph-peer
 */
#include <igraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static unsigned people, ties;
static unsigned *from, *to;
static igraph_t graph;

static double cpu(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return 1e3 * (use.ru_utime.tv_sec + use.ru_stime.tv_sec) + 1e-3 * (use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

static void load(const char *path) {
  FILE *file = fopen(path, "rb");
  unsigned header[4];
  if (!file || fread(header, 4, 4, file) != 4) exit(2);
  people = header[0];
  ties = header[1];
  from = malloc(4ul * ties);
  to = malloc(4ul * ties);
  if (fread(from, 4, ties, file) != ties || fread(to, 4, ties, file) != ties) exit(2);
  fclose(file);
}

static void create(igraph_t *into) {
  igraph_vector_int_t edges;
  igraph_vector_int_init(&edges, 2l * ties);
  for (unsigned k = 0; k < ties; k++) {
    VECTOR(edges)[2l * k] = from[k];
    VECTOR(edges)[2l * k + 1] = to[k];
  }
  igraph_create(into, &edges, people, IGRAPH_UNDIRECTED);
  igraph_vector_int_destroy(&edges);
}

static double build(void) {
  igraph_t again;
  create(&again);
  double value = igraph_ecount(&again);
  igraph_destroy(&again);
  return value;
}

static double components(void) {
  igraph_integer_t count;
  igraph_connected_components(&graph, NULL, NULL, &count, IGRAPH_WEAK);
  return count;
}

static double page_rank(void) {
  igraph_vector_t rank;
  igraph_vector_init(&rank, 0);
  igraph_pagerank(&graph, IGRAPH_PAGERANK_ALGO_PRPACK, &rank, NULL, igraph_vss_all(), 0, 0.85, NULL, NULL);
  double value = VECTOR(rank)[0] * people;
  igraph_vector_destroy(&rank);
  return value;
}

static double core(void) {
  igraph_vector_int_t cores;
  igraph_vector_int_init(&cores, 0);
  igraph_coreness(&graph, &cores, IGRAPH_ALL);
  double value = igraph_vector_int_max(&cores);
  igraph_vector_int_destroy(&cores);
  return value;
}

static double cuts(void) {
  igraph_vector_int_t found;
  igraph_vector_int_init(&found, 0);
  igraph_bridges(&graph, &found);
  double value = igraph_vector_int_size(&found);
  igraph_articulation_points(&graph, &found);
  value += igraph_vector_int_size(&found);
  igraph_vector_int_destroy(&found);
  return value;
}

static double clustering(void) {
  igraph_vector_t local;
  igraph_vector_init(&local, 0);
  igraph_transitivity_local_undirected(&graph, &local, igraph_vss_all(), IGRAPH_TRANSITIVITY_ZERO);
  double value = igraph_vector_sum(&local);
  igraph_vector_destroy(&local);
  return value;
}

static double constraint(void) {
  igraph_vector_t values;
  igraph_vector_init(&values, 0);
  igraph_constraint(&graph, &values, igraph_vss_all(), NULL);
  double sum = 0;
  for (unsigned i = 0; i < people; i++) if (VECTOR(values)[i] == VECTOR(values)[i]) sum += VECTOR(values)[i];
  igraph_vector_destroy(&values);
  return sum;
}

static double louvain(void) {
  igraph_vector_int_t membership;
  igraph_vector_t modularity;
  igraph_vector_int_init(&membership, 0);
  igraph_vector_init(&modularity, 0);
  igraph_community_multilevel(&graph, NULL, 1, &membership, NULL, &modularity);
  double value = igraph_vector_max(&modularity);
  igraph_vector_int_destroy(&membership);
  igraph_vector_destroy(&modularity);
  return value;
}

static double leiden(void) {
  igraph_vector_int_t membership;
  igraph_vector_t degree;
  igraph_integer_t count;
  igraph_real_t quality;
  igraph_vector_int_init(&membership, 0);
  igraph_vector_init(&degree, 0);
  igraph_strength(&graph, &degree, igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS, NULL);
  igraph_community_leiden(&graph, NULL, &degree, 1 / (2.0 * ties), 0.01, 0, 2, &membership, &count, &quality);
  igraph_vector_int_destroy(&membership);
  igraph_vector_destroy(&degree);
  return quality;
}

static double assortativity(void) {
  igraph_real_t value;
  igraph_assortativity_degree(&graph, &value, 0);
  return value;
}

static double betweenness(unsigned sources) {
  igraph_vector_t values;
  igraph_vector_int_t some;
  igraph_vector_init(&values, 0);
  igraph_vector_int_init(&some, sources);
  for (unsigned k = 0; k < sources; k++) VECTOR(some)[k] = (long)k * people / sources;
  if (sources == 0) igraph_betweenness(&graph, &values, igraph_vss_all(), 0, NULL);
  else igraph_betweenness_subset(&graph, &values, igraph_vss_all(), 0, igraph_vss_vector(&some), igraph_vss_all(), NULL);
  double value = igraph_vector_sum(&values);
  igraph_vector_int_destroy(&some);
  igraph_vector_destroy(&values);
  return value;
}

/* One possible world: each tie is open with chance 0.1; then who hangs together. */
static double world(void) {
  igraph_vector_int_t edges;
  igraph_t open;
  igraph_integer_t count;
  igraph_vector_int_init(&edges, 0);
  igraph_vector_int_reserve(&edges, ties / 4);
  for (unsigned k = 0; k < ties; k++) {
    if (igraph_rng_get_unif01(igraph_rng_default()) >= 0.1) continue;
    igraph_vector_int_push_back(&edges, from[k]);
    igraph_vector_int_push_back(&edges, to[k]);
  }
  igraph_create(&open, &edges, people, IGRAPH_UNDIRECTED);
  igraph_connected_components(&open, NULL, NULL, &count, IGRAPH_WEAK);
  igraph_destroy(&open);
  igraph_vector_int_destroy(&edges);
  return count;
}

static double work(const char *what, unsigned size) {
  if (!strcmp(what, "build")) return build();
  if (!strcmp(what, "components")) return components();
  if (!strcmp(what, "page-rank")) return page_rank();
  if (!strcmp(what, "core")) return core();
  if (!strcmp(what, "cuts")) return cuts();
  if (!strcmp(what, "clustering")) return clustering();
  if (!strcmp(what, "constraint")) return constraint();
  if (!strcmp(what, "louvain")) return louvain();
  if (!strcmp(what, "leiden")) return leiden();
  if (!strcmp(what, "assortativity")) return assortativity();
  if (!strcmp(what, "betweenness")) return betweenness(size);
  if (!strcmp(what, "world")) return world();
  return -1;
}

int main(int count, char **words) {
  char line[100], what[40];
  if (count < 2) return 2;
  load(words[1]);
  create(&graph);
  igraph_rng_seed(igraph_rng_default(), 7);
  while (fgets(line, sizeof line, stdin)) {
    unsigned size = 0;
    sscanf(line, "%39s %u", what, &size);
    /* work that takes next to no time is repeated until it took 25 ms */
    double began = cpu(), value, ms;
    int times = 0;
    do {
      value = work(what, size);
      times++;
    } while ((ms = cpu() - began) < 25);
    ms /= times;
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("{\"ms\":%.3f,\"peakMegabytes\":%.0f,\"value\":%.10g}\n", ms, use.ru_maxrss / 1024.0, value);
    fflush(stdout);
  }
  return 0;
}
