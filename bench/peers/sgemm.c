// What the machine and a BLAS give for the bare products of a training step: `run --sgemm`.
//
//   sgemm LIBRARY THREADS [SECONDS]
//
// First the peak of fused multiply-adds, from registers alone; then the five products of a step as PyTorch
// calls them, its weights being (outputs, inputs), for batches of B = 1000 rows of D = 784 values and every
// width N. The library is any that has cblas_sgemm.

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(__AVX512F__)
#include <immintrin.h>
typedef __m512 vec;
#define NAME "AVX-512"
#define CHAINS 24
#define FMA(a, b, c) _mm512_fmadd_ps(a, b, c)
#define SET(x) _mm512_set1_ps(x)
#elif defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
typedef __m256 vec;
#define NAME "AVX2"
#define CHAINS 12
#define FMA(a, b, c) _mm256_fmadd_ps(a, b, c)
#define SET(x) _mm256_set1_ps(x)
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
typedef float32x4_t vec;
#define NAME "NEON"
#define CHAINS 24
#define FMA(a, b, c) vfmaq_f32(c, a, b)
#define SET(x) vdupq_n_f32(x)
#else
#error "no AVX-512, AVX2 or NEON on this machine"
#endif

enum { BATCH = 1000, INPUTS = 784, WIDEST = 512, MOST_RUNS = 100000 };
enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };  // as CBLAS numbers them

typedef void (*sgemm_function)(
    int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);

static double seconds_per_measurement = 0.5;
static atomic_int waiting;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// Independent chains hide the latency of the multiply-adds; their number fits into the registers.
static void *fma_rate(void *rate) {
  vec sums[CHAINS], factor = SET(0.999f), addend = SET(0.001f);
  for (int i = 0; i < CHAINS; i++) sums[i] = SET((float)i);
  atomic_fetch_sub(&waiting, 1);
  while (atomic_load(&waiting) > 0) {
  }
  double started = now(), took;
  long blocks = 0;
  do {
    for (int repeat = 0; repeat < 10000; repeat++) {
#pragma GCC unroll 24
      for (int i = 0; i < CHAINS; i++) sums[i] = FMA(sums[i], factor, addend);
    }
    blocks++;
    took = now() - started;
  } while (took < seconds_per_measurement / 5);
  volatile vec used = sums[0];
  for (int i = 1; i < CHAINS; i++) used = FMA(used, factor, sums[i]);
  *(double *)rate = (double)blocks * 10000 * CHAINS * 2 * (sizeof(vec) / sizeof(float)) / took / 1e9;
  return NULL;
}

// The best of five, of all threads together: the peak is what the machine can do.
static double peak(int threads) {
  pthread_t ids[threads];
  double rates[threads], best = 0;
  for (int attempt = 0; attempt < 5; attempt++) {
    double sum = 0;
    atomic_store(&waiting, threads);
    for (int i = 0; i < threads; i++) {
      if (pthread_create(&ids[i], NULL, fma_rate, &rates[i])) exit(1);
    }
    for (int i = 0; i < threads; i++) {
      pthread_join(ids[i], NULL);
      sum += rates[i];
    }
    if (sum > best) best = sum;
  }
  return best;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

// C (m, n) = A (m, k) · B (k, n), either stored transposed; the median of the runs, in seconds.
static double product(
    sgemm_function sgemm, int ta, int tb, int m, int n, int k, const float *a, const float *b, float *c) {
  static double took[MOST_RUNS];
  int lda = ta == PLAIN ? k : m, ldb = tb == PLAIN ? n : k, runs = 0;
  sgemm(ROW_MAJOR, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, n);
  double end = now() + seconds_per_measurement;
  do {
    double started = now();
    sgemm(ROW_MAJOR, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, n);
    took[runs++] = now() - started;
  } while (now() < end && runs < MOST_RUNS);
  qsort(took, (size_t)runs, sizeof *took, ascending);
  return took[runs / 2];
}

int main(int count, char **args) {
  if (count < 3) return fprintf(stderr, "usage: sgemm LIBRARY THREADS [SECONDS]\n"), 2;
  const char *variables[] = {"OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"};
  for (int i = 0; i < 3; i++) setenv(variables[i], args[2], 1);
  void *library = dlopen(args[1], RTLD_NOW);
  if (!library) return fprintf(stderr, "%s; Debian: libopenblas0-pthread\n", dlerror()), 1;
  sgemm_function sgemm = (sgemm_function)dlsym(library, "cblas_sgemm");
  if (!sgemm) return fprintf(stderr, "%s has no cblas_sgemm\n", args[1]), 1;
  if (count > 3) seconds_per_measurement = atof(args[3]);
  int threads = atoi(args[2]);
  if (threads < 1 || !(seconds_per_measurement > 0)) return fprintf(stderr, "threads, seconds: above 0\n"), 2;

  printf("%d threads, GFLOP/s; FMA peak (%s) %.1f\n", threads, NAME, peak(threads));
  printf("%5s %9s %9s %9s %9s %9s %9s\n", "N", "X*W1t", "H*W2t", "dY*W2", "dYt*H", "dHt*X", "all five");
  static float a[BATCH * INPUTS], b[BATCH * INPUTS], c[BATCH * INPUTS];
  for (int i = 0; i < BATCH * INPUTS; i++) a[i] = b[i] = (float)(i % 13) / 13;
  for (int n = 64; n <= WIDEST; n *= 2) {
    double flop = 2.0 * BATCH * INPUTS * n, sum = 0, took[] = {
      product(sgemm, PLAIN, TRANSPOSED, BATCH, n, INPUTS, a, b, c),
      product(sgemm, PLAIN, TRANSPOSED, BATCH, INPUTS, n, a, b, c),
      product(sgemm, PLAIN, PLAIN, BATCH, n, INPUTS, a, b, c),
      product(sgemm, TRANSPOSED, PLAIN, INPUTS, n, BATCH, a, b, c),
      product(sgemm, TRANSPOSED, PLAIN, n, INPUTS, BATCH, a, b, c),
    };
    printf("%5d", n);
    for (int i = 0; i < 5; i++) {
      printf(" %9.1f", flop / took[i] / 1e9);
      sum += took[i];
    }
    printf(" %9.1f\n", 5 * flop / sum / 1e9);
  }
  return 0;
}
