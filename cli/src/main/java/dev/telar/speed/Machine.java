package dev.telar.speed;

/// The limits that a machine sets to any program, as measured.
///
/// @param cores how many compute where it says "of all cores"
/// @param arithmetic what did the multiply-adds
/// @param peakGflopsOneCore multiply-adds on registers alone, two operations each, in 10⁹ a second
/// @param peakGflops the same of all cores
/// @param copyGigabytesOneCore bytes read and written in copying large arrays, in 10⁹ a second
/// @param copyGigabytes the same of all cores
/// @param copyArrayBytes the size of these arrays together; if caches hold them, they were measured
public record Machine(
    int cores,
    String arithmetic,
    double peakGflopsOneCore,
    double peakGflops,
    double copyGigabytesOneCore,
    double copyGigabytes,
    long copyArrayBytes) {
  private static final double GIGA = 1e9;

  /// Measures one core, and as many as there are for some threads.
  ///
  /// @param patience how many seconds each of up to four measurements goes on without a gain
  static Machine measure(int threads, double patience) throws InterruptedException {
    int cores = Math.min(threads, Runtime.getRuntime().availableProcessors());
    FmaLoop loop = FmaLoop.fastest();
    double peakOneCore = peak(loop, 1, patience);
    double copyOneCore = CopyBandwidth.measure(1, patience) / GIGA;
    return new Machine(
        cores,
        loop.arithmetic(),
        peakOneCore,
        cores == 1 ? peakOneCore : peak(loop, cores, patience),
        copyOneCore,
        cores == 1 ? copyOneCore : CopyBandwidth.measure(cores, patience) / GIGA,
        CopyBandwidth.bytes(cores));
  }

  private static double peak(FmaLoop loop, int threads, double patience)
      throws InterruptedException {
    double repetitions =
        Race.fastest(threads, patience, (_, times) -> loop.run(times, 0.5f, 0.25f));
    return repetitions * loop.flop() / GIGA;
  }

  /// The better of two measurements of the same machine, number by number.
  public Machine best(Machine other) {
    return new Machine(
        cores,
        arithmetic,
        Math.max(peakGflopsOneCore, other.peakGflopsOneCore),
        Math.max(peakGflops, other.peakGflops),
        Math.max(copyGigabytesOneCore, other.copyGigabytesOneCore),
        Math.max(copyGigabytes, other.copyGigabytes),
        copyArrayBytes);
  }
}
