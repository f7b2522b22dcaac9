import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Random;

/// Makes up the readings of four pumps, one of each every three hours, as CSV: what hangs together
/// where nothing is wrong, and a few faults in which it does not. `java MakePumps.java > pumps.csv`
/// gives the same file everywhere.
void main() {
  IO.println("reading,time,pump,load,flow,pressure,power,temperature,vibration,valve,fault");
  var random = new Random(20260301);
  String[] pumps = {"north", "south", "mill", "spare"};
  double[] wear = {0.0, 0.3, 0.1, 0.6};
  var begin = LocalDateTime.of(2026, 3, 1, 0, 0);
  for (int i = 0; i < 1600; i++) {
    int pump = i % pumps.length;
    LocalDateTime time = begin.plusMinutes(45L * i);
    double day = StrictMath.sin(2 * Math.PI * (time.getHour() - 9) / 24.0);
    double load = 55 + 25 * day + 6 * random.nextGaussian();
    boolean open = load > 40;
    double flow = (open ? 1.8 : 0.4) * load + 1.5 * random.nextGaussian();
    double pressure = 6.5 - 0.02 * flow + 0.08 * random.nextGaussian();
    double power = 3 + 0.11 * flow * (1 + 0.1 * wear[pump]) + 0.3 * random.nextGaussian();
    double temperature = 18 + 1.1 * power + 6 * wear[pump] + 0.6 * random.nextGaussian();
    double vibration = 0.8 + 0.02 * load + 0.9 * wear[pump] + 0.06 * random.nextGaussian();
    String fault = "none";
    double chance = random.nextDouble();
    if (chance < 0.015) {
      fault = "leak";
      flow *= 0.75;
      pressure -= 0.8;
    } else if (chance < 0.03) {
      fault = "bearing";
      vibration += 1.2;
      temperature += 5;
    } else if (chance < 0.04) {
      fault = "sensor";
      power *= 0.6;
    }
    boolean lost = random.nextDouble() < 0.03;
    IO.println(
        String.format(
            Locale.ROOT,
            "R%05d,%s,%s,%.1f,%.1f,%.2f,%.2f,%s,%.2f,%s,%s",
            i + 1,
            time,
            pumps[pump],
            load,
            flow,
            pressure,
            power,
            lost ? "" : String.format(Locale.ROOT, "%.1f", temperature),
            vibration,
            open ? "open" : "closed",
            fault));
  }
}
