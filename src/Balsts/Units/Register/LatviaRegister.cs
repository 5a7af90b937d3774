using System.Globalization;
using System.Text.RegularExpressions;
using Balsts.Units.Packs;
using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;

namespace Balsts.Units.Register;

/// <summary>
/// The two lists in which the Latvian ministry publishes its institutions, schools and preschools, as of 2020: different columns, in a
/// different order, for the same things. Read together, because a registration number is unique across both.
/// </summary>
public static partial class LatviaRegister
{
    /// <summary>A column by the names that the lists give it.</summary>
    sealed class Column(params string[] names)
    {
        public string Name => names[0];

        public int In(IReadOnlyList<string> foldedHeaders) =>
            Enumerable.Range(0, foldedHeaders.Count).FirstOrDefault(i => names.Any(n => Fold.Of(n) == foldedHeaders[i]), -1);
    }

    static readonly Column Municipality = new("Novads/republikas pilsēta"), Number = new("Iestādes reģistrācijas Nr."), Name = new("Iestādes nosaukums"),
        Founder = new("Pakļautība"), Sector = new("Iestādes veids"), Type = new("Iestādes tips"), Address = new("Adrese"),
        Email = new("Epasts", "E-pasts"), Phone = new("Tālrunis");

    static readonly Column[] Pupils =
    [
        new("Bērnu skaits pirmsskolas programmās"), new("Izglītojamo skaits 1. - 12. klasē"),
        new("Bērnu skaits vecumā līdz 5 gadu vecumam"), new("Bērnu skaits vecumā 5 gadi un vairāk"),
    ];

    static readonly Column[] Needed = [Municipality, Number, Name, Founder, Sector, Type];

    static readonly IReadOnlyDictionary<string, string> Types = PackTable.Meanings("latvia/institution-types.csv");
    static readonly IReadOnlyDictionary<string, InstitutionSector> Sectors = Enums<InstitutionSector>("latvia/institution-sectors.csv");
    static readonly IReadOnlyDictionary<string, FounderKind> Founders = Enums<FounderKind>("latvia/founders.csv");

    static readonly IReadOnlyDictionary<string, RegisterMunicipality> Municipalities = PackTable.Rows("latvia/municipalities-2020.csv")
        .Select(r => new RegisterMunicipality(r[0], r[1], Enum.Parse<MunicipalityKind>(r[2], ignoreCase: true)))
        .ToDictionary(m => m.Name, StringComparer.OrdinalIgnoreCase);

    static IReadOnlyDictionary<string, T> Enums<T>(string table) where T : struct, Enum =>
        PackTable.Meanings(table).ToDictionary(m => m.Key, m => Enum.Parse<T>(m.Value, ignoreCase: true), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads the lists in the order given. A list without a needed column, or one that breaks off, is a problem and nothing is taken. A row with a fault
    /// is refused, once for each faulty column; only a malformed e-mail or telephone number is refused alone and its institution taken.
    /// </summary>
    public static Outcome<RegisterReading> Read(params IEnumerable<SheetFile> lists)
    {
        var municipalities = new Dictionary<string, RegisterMunicipality>(StringComparer.Ordinal);
        var institutions = new List<RegisterInstitution>();
        var refusals = new List<Refusal>();
        var numbers = new Dictionary<string, (string File, int Row)>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            var headers = list.Headers.Select(Fold.Of).ToArray();
            var places = Needed.Concat([Address, Email, Phone]).Concat(Pupils).ToDictionary(c => c, c => c.In(headers));
            if (Needed.FirstOrDefault(c => places[c] < 0) is { } missing) return RegisterProblems.ColumnMissing.With(list.Name, missing.Name);
            foreach (var row in list.Rows())
            {
                if (row.Value is null) return row.Problem!;
                var cells = new Cells(list, places, row.Value, refusals);
                if (Institution(cells, numbers) is not { } institution) continue;
                institutions.Add(institution);
                var municipality = Municipalities[cells.Text(Municipality)];
                municipalities.TryAdd(municipality.Key, municipality);
            }
        }
        return new RegisterReading([.. municipalities.Values], institutions, refusals);
    }

    static RegisterInstitution? Institution(Cells cells, Dictionary<string, (string File, int Row)> numbers)
    {
        var municipality = cells.Known(Municipality, Municipalities, RegisterProblems.MunicipalityUnknown);
        var number = cells.Text(Number);
        if (number.Length == 0) cells.Refuse(Number, RegisterProblems.NumberMissing);
        else if (!TenDigits().IsMatch(number)) cells.Refuse(Number, RegisterProblems.NumberMalformed);
        else if (numbers.TryGetValue(number, out var earlier)) cells.Refuse(Number, RegisterProblems.NumberTwice.With(earlier.File, earlier.Row));
        else numbers.Add(number, (cells.File, cells.Row));

        var name = Quoted(cells.Text(Name));
        if (name.Length == 0) cells.Refuse(Name, RegisterProblems.NameMissing);
        else if (!CellText.IsPlain(name)) cells.Refuse(Name, RegisterProblems.NotPlain);
        else if (name.Length > Unit.NameMax) cells.Refuse(Name, RegisterProblems.TooLong.With(Unit.NameMax));
        var type = cells.Known(Type, Types, RegisterProblems.TypeUnknown);
        var sector = cells.Known(Sector, Sectors, RegisterProblems.SectorUnknown);
        var founder = cells.Known(Founder, Founders, RegisterProblems.FounderUnknown);
        var address = cells.Text(Address);
        if (!CellText.IsPlain(address)) cells.Refuse(Address, RegisterProblems.NotPlain);
        else if (address.Length > Unit.TextMax) cells.Refuse(Address, RegisterProblems.TooLong.With(Unit.TextMax));
        var pupils = PupilsOf(cells);
        if (cells.Refused) return null;

        return new RegisterInstitution(cells.File, cells.Row, number, name, type!, municipality!.Key, new RegisterFounder(founder, cells.Text(Founder)), sector,
            address.Length == 0 ? null : Quoted(address), EmailOf(cells), PhonesOf(cells), pupils);
    }

    static int? PupilsOf(Cells cells)
    {
        int? sum = null;
        foreach (var column in Pupils)
        {
            var text = cells.Text(column);
            if (text.Length == 0) continue;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 100_000) sum = (sum ?? 0) + count;
            else cells.Refuse(column, RegisterProblems.PupilsMalformed);
        }
        return sum;
    }

    /// <summary>RFC 5321, section 4.5.3.1.3.</summary>
    const int EmailMax = 254;

    /// <summary>More numbers than a switchboard has: the cell is something else.</summary>
    const int PhonesMax = 15;

    static string? EmailOf(Cells cells)
    {
        var text = cells.Text(Email);
        if (text.Length == 0) return null;
        // several addresses in one cell: the first is the institution's own
        var first = text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        if (first.Length <= EmailMax && EmailShape().IsMatch(first) && CellText.IsPlain(first)) return first;
        cells.Refuse(Email, RegisterProblems.EmailMalformed);
        return null;
    }

    static IReadOnlyList<string> PhonesOf(Cells cells)
    {
        var phones = new List<string>();
        // line breaks are gone from clean text, so they must part the numbers before
        foreach (var part in cells.Raw(Phone).Split([',', ';', '/', '|', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var digits = string.Concat(part.Where(char.IsAsciiDigit));
            var shape = PhoneShape().IsMatch(part);
            var local = digits.Length > 8 && digits.StartsWith("371", StringComparison.Ordinal) ? digits[3..] : digits;
            if (shape && local.Length is 8 or 16) phones.AddRange(local.Chunk(8).Select(n => "+371" + new string(n)));
            else if (shape && part.StartsWith('+') && digits.Length is >= 7 and <= 15) phones.Add("+" + digits);
            else cells.Refuse(Phone, RegisterProblems.PhoneMalformed, part);
        }
        if (phones.Count > PhonesMax) cells.Refuse(Phone, RegisterProblems.PhoneMalformed);
        return [.. phones.Distinct(StringComparer.Ordinal).Take(PhonesMax)];
    }

    /// <summary>
    /// Quotation marks of every kind become the straight ones that the register uses; they belong to the name. Where all of them are doubled, a
    /// second export has doubled them.
    /// </summary>
    static string Quoted(string text)
    {
        var straight = QuotationMarks().Replace(text, "\"");
        return SingleMark().IsMatch(straight) ? straight : straight.Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    [GeneratedRegex("[„“”‟«»]|''|‘‘|’’")]
    private static partial Regex QuotationMarks();

    [GeneratedRegex("(?<!\")\"(?!\")")]
    private static partial Regex SingleMark();

    [GeneratedRegex(@"^[0-9]{10}\z")]
    private static partial Regex TenDigits();

    [GeneratedRegex(@"^[^@\s<>""]{1,64}@[^@\s<>""]+\.[^@\s.<>""]+\z")]
    private static partial Regex EmailShape();

    [GeneratedRegex(@"^\+?[0-9 ()\-\u00A0]+\z")]
    private static partial Regex PhoneShape();

    /// <summary>The cells of one row by the name of their column.</summary>
    sealed class Cells(SheetFile list, Dictionary<Column, int> places, SheetRow row, List<Refusal> refusals)
    {
        public string File => list.Name;
        public int Row => row.Number;

        /// <summary>Whether something was refused for which the row cannot be taken.</summary>
        public bool Refused { get; private set; }

        public string Raw(Column column) => places[column] is >= 0 and var i ? row.Cells[i] : "";

        public string Text(Column column) => CellText.Clean(Raw(column));

        public T? Known<T>(Column column, IReadOnlyDictionary<string, T> known, Problem otherwise)
        {
            if (known.TryGetValue(Text(column), out var meaning)) return meaning;
            Refuse(column, otherwise);
            return default;
        }

        public void Refuse(Column column, Problem reason, string? value = null)
        {
            refusals.Add(new Refusal(File, Row, list.Headers[places[column]], value ?? Raw(column), reason));
            Refused = true;
        }
    }
}
