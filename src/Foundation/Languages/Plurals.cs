namespace Foundation.Languages;

/// <summary>Which form of a counted sentence a number takes, by the rules of CLDR; the expression is the one that every catalogue's header must state.</summary>
public sealed record Plurals(int Forms, string Expression, Func<long, int> Form)
{
    public static readonly Plurals Latvian = new(3,
        "n%10==0 || n%100>=11 && n%100<=19 ? 0 : n%10==1 && n%100!=11 ? 1 : 2",
        n => n % 10 == 0 || n % 100 is >= 11 and <= 19 ? 0 : n % 10 == 1 ? 1 : 2);

    public static readonly Plurals OneAndMany = new(2, "n==1 ? 0 : 1", n => n == 1 ? 0 : 1);

    /// <exception cref="NotSupportedException">No rule is written for the language.</exception>
    public static Plurals Of(string language) => language switch
    {
        "lv" => Latvian,
        "az" or "en" => OneAndMany,
        _ => throw new NotSupportedException($"There is no plural rule for the language '{language}'."),
    };

    /// <summary>The form for a count; a negative one is counted by its size.</summary>
    public int Of(long count) => Form(Math.Abs(count));

    /// <summary>The header's value, as in <c>nplurals=2; plural=n==1 ? 0 : 1;</c></summary>
    public string Header => $"nplurals={Forms}; plural={Expression};";

    /// <summary>Does a header's value say the same, whatever its spaces and outer brackets?</summary>
    public bool IsStatedBy(string header) => Bare(header) == Bare(Header);

    private static string Bare(string header) =>
        header.Replace(" ", "", StringComparison.Ordinal).Replace("plural=(", "plural=", StringComparison.Ordinal).TrimEnd(';', ')');
}
