using System.Collections.Frozen;
using System.Reflection;
using Foundation.Data;

namespace Foundation.Security;

/// <summary>Tells which passwords are guessed first: one of those that many have, or something of the person's own, with little besides.</summary>
public sealed class GuessablePasswords
{
    const int DistinctMin = 6;

    /// <summary>So much has to be left when the best-known part is taken out.</summary>
    const int Besides = 8;
    const int PartMin = 4;
    const int PartMax = 24;

    readonly FrozenSet<string> common;

    GuessablePasswords(FrozenSet<string> common) => this.common = common;

    /// <summary>With the list lists/passwords.txt in this assembly, one password a line.</summary>
    public static GuessablePasswords In(Assembly assembly)
    {
        using var list = new StreamReader(assembly.GetManifestResourceStream("lists/passwords.txt") ?? throw new InvalidOperationException("The list of common passwords is missing from the executable: build the assets."));
        return new(list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet());
    }

    /// <param name="own">E-mail, name: what others know of the person.</param>
    public bool Has(string password, params IEnumerable<string> own)
    {
        if (password.Length < Accounts.PasswordMin || password.Distinct().Count() < DistinctMin) return true;
        var parts = own.SelectMany(o => Fold.Of(o).Split(['@', '.', '-', '_', ' '], StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length >= PartMin).ToArray();
        var plain = Fold.Of(password);
        return IsMostly(plain, parts) || IsMostly(Unmasked(plain), parts);
    }

    /// <summary>Whether one known part, taken out wherever it stands, leaves too little. Four unrelated words leave three.</summary>
    bool IsMostly(string text, string[] own)
    {
        bool Leaves(string part) => text.Replace(part, "", StringComparison.Ordinal).Count(c => c != ' ') < Besides;
        if (own.Any(part => text.Contains(part, StringComparison.Ordinal) && Leaves(part))) return true;
        var lookup = common.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var from = 0; from <= text.Length - PartMin; from++)
            for (var length = Math.Min(PartMax, text.Length - from); length >= PartMin; length--)
                if (lookup.Contains(text.AsSpan(from, length)) && Leaves(text.Substring(from, length))) return true;
        return false;
    }

    /// <summary>p@ssw0rd is password.</summary>
    static string Unmasked(string text) => string.Concat(text.Select(c => c switch { '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c }));
}
