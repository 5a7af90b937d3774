using System.Collections;
using System.ComponentModel.DataAnnotations;
using Foundation.Languages;

namespace Foundation.Outcomes;

/// <summary>The sentence that tells a person what a DataAnnotation asks for. An attribute's own ErrorMessage, an English sentence of the catalogues, goes before.</summary>
public static class ShapeMessages
{
    internal static readonly string Wrong = Texts.Id("This cannot be right; look at it again.");

    internal static readonly string NotOffered = Texts.Id("Choose one of the values offered.");

    // Some attributes come with a sentence of the framework's as if it were their own.
    private static readonly string?[] framework =
    [
        .. new ValidationAttribute[] { new EmailAddressAttribute(), new PhoneAttribute(), new UrlAttribute(), new CompareAttribute("x"), new CreditCardAttribute(), new FileExtensionsAttribute() }
            .Select(attribute => attribute.ErrorMessage),
    ];

    public static (string Message, object[] Args) Of(ValidationAttribute demand, object? value = null) => demand switch
    {
        { ErrorMessage: { } own } when !framework.Contains(own) => (own, []),
        RequiredAttribute => (Texts.Id("Fill this in."), []),
        StringLengthAttribute limit when value is string text && text.Length < limit.MinimumLength => AtLeast(limit.MinimumLength),
        StringLengthAttribute limit => AtMost(limit.MaximumLength),
        LengthAttribute limit when value is string text => text.Length < limit.MinimumLength ? AtLeast(limit.MinimumLength) : AtMost(limit.MaximumLength),
        LengthAttribute limit => value is ICollection lines && lines.Count > limit.MaximumLength ? LinesAtMost(limit.MaximumLength) : LinesAtLeast(limit.MinimumLength),
        MaxLengthAttribute limit => value is null or string ? AtMost(limit.Length) : LinesAtMost(limit.Length),
        MinLengthAttribute limit => value is null or string ? AtLeast(limit.Length) : LinesAtLeast(limit.Length),
        RangeAttribute { OperandType: var type } range when type == typeof(int) || type == typeof(double) || type == typeof(decimal) || type == typeof(long) =>
            Beyond(range) is { } side ? side : (Texts.Id("Enter a number from {0} to {1}."), [range.Minimum, range.Maximum]),
        RangeAttribute range => (Texts.Id("Choose a value from {0} to {1}."), [range.Minimum, range.Maximum]),
        EmailAddressAttribute => (Texts.Id("Write an e-mail address such as name@school.example."), []),
        PhoneAttribute => (Texts.Id("Write a telephone number such as +371 20000000."), []),
        UrlAttribute => (Texts.Id("Write a web address that begins with https://."), []),
        CompareAttribute => (Texts.Id("The two do not match."), []),
        AllowedValuesAttribute or DeniedValuesAttribute or EnumDataTypeAttribute => (NotOffered, []),
        _ => (Wrong, []),
    };

    // [Range(1, int.MaxValue)] means "at least 1": nobody wants to read 2147483647.
    private static (string, object[])? Beyond(RangeAttribute range) =>
        range.Maximum is int.MaxValue or long.MaxValue or double.MaxValue or double.PositiveInfinity
            ? (Texts.Id("Enter a number that is at least {0}."), [range.Minimum])
            : null;

    private static (string, object[]) AtMost(int length) => (Texts.Id("Write at most {0} characters."), [length]);
    private static (string, object[]) AtLeast(int length) => (Texts.Id("Write at least {0} characters."), [length]);
    private static (string, object[]) LinesAtMost(int count) => (Texts.Id("Add at most {0} lines."), [count]);
    private static (string, object[]) LinesAtLeast(int count) => (Texts.Id("Add at least {0} lines."), [count]);
}
