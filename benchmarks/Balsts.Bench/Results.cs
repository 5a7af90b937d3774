using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Balsts.Bench;

/// <summary>Where results go: benchmarks/results/NAME.json, and tables in the terminal.</summary>
static class Results
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The machine that was measured on: figures of two machines are not compared.</summary>
    public static object Machine => new { cores = Environment.ProcessorCount, dotnet = RuntimeInformation.FrameworkDescription, system = RuntimeInformation.OSDescription };

    public static void Write(string name, object result)
    {
        var folder = Directory.CreateDirectory(Path.Combine("benchmarks", "results"));
        File.WriteAllText(Path.Combine(folder.FullName, $"{name}.json"), JsonSerializer.Serialize(result, Json) + "\n");
    }

    public static string Today => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The first column to the left, figures to the right.</summary>
    public static void Print(string title, string[] heads, IEnumerable<object?[]> rows)
    {
        string[][] cells = [heads, .. rows.Select(r => r.Select(c => string.Format(CultureInfo.InvariantCulture, c is double ? "{0:#,0.0##}" : c is int or long ? "{0:#,0}" : "{0}", c)).ToArray())];
        var widths = heads.Select((_, i) => cells.Max(r => r[i].Length)).ToArray();
        Console.WriteLine($"\n{title}");
        foreach (var row in cells) Console.WriteLine(string.Join("  ", row.Select((c, i) => i == 0 ? c.PadRight(widths[i]) : c.PadLeft(widths[i]))));
    }

    public static void Say(string what) => Console.Error.WriteLine(what);

    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return Math.Round(sorted[sorted.Length / 2], 1);
    }
}
